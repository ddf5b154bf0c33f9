using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Lakehouse.Testing.Stores;

/// <summary>A real S3 server over a temporary folder, started from the shared folder's software.</summary>
public sealed class S3Server : IDisposable
{
    /// <summary>What a test that uses it needs, for <see cref="SharedDataFactAttribute"/>.</summary>
    public const string Needs = "interop/s3";

    private const int NoExtendedAttributes = 3;

    private readonly TemporaryFolder _folder = new();
    private int _port;
    private int _pid;

    /// <summary>Starts a server with a bucket <c>lake</c>.</summary>
    /// <exception cref="InvalidOperationException">It cannot be started here; the message says why.</exception>
    public S3Server()
    {
        Directory.CreateDirectory(_folder.At("data"));
        Start();
    }

    /// <summary>Its address.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{_port}");

    /// <summary>The variables by which a client finds it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["AWS_ENDPOINT_URL"] = Endpoint.AbsoluteUri.TrimEnd('/'),
        ["AWS_ACCESS_KEY_ID"] = "lakehouse",
        ["AWS_SECRET_ACCESS_KEY"] = "lakehouse-secret",
        ["AWS_REGION"] = "us-east-1",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    /// <summary>The same, as options for the Python writer of the shared folder.</summary>
    public IReadOnlyList<string> DeltaRsOptions =>
    [
        .. Environment
            .Where(variable => variable.Key != "AWS_EC2_METADATA_DISABLED")
            .Append(new("AWS_ALLOW_HTTP", "true"))
            .SelectMany(variable => new[] { "--storage-option", $"{variable.Key}={variable.Value}" }),
    ];

    /// <summary>Why a server cannot be started on this machine; null where it can.</summary>
    public static string? WhyNot { get; } = Try();

    /// <summary>Ends the server at once, as a failing machine would.</summary>
    public void Kill()
    {
        using Process server = Process.GetProcessById(_pid);
        server.Kill();
        WaitUntilRefused();
    }

    /// <summary>Starts it again on the same port with the same data.</summary>
    public void Start()
    {
        List<string> lines = Run([SharedData.Require("interop/s3/start"), _port.ToString(CultureInfo.InvariantCulture), _folder.At("data")]);
        Dictionary<string, string> said = lines
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1]);
        _port = new Uri(said["endpoint"]).Port;
        _pid = int.Parse(said["pid"], CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Kill();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }

        File.Delete(_folder.At("data") + ".log");
        _folder.Dispose();
    }

    private static string? Try()
    {
        if (SharedData.Find(Needs) is null)
        {
            return SharedData.WhyAbsent(Needs);
        }

        if (OperatingSystem.IsWindows())
        {
            return "the S3 server of the shared folder runs on Linux";
        }

        try
        {
            using S3Server server = new();
            return null;
        }
        catch (InvalidOperationException refused) when (refused.Data[nameof(Process.ExitCode)] is NoExtendedAttributes)
        {
            return refused.Message;
        }
    }

    private void WaitUntilRefused()
    {
        for (int attempt = 0; attempt < 1000; attempt++)
        {
            try
            {
                using TcpClient client = new("127.0.0.1", _port);
            }
            catch (SocketException)
            {
                return;
            }
        }

        throw new InvalidOperationException($"port {_port} still answers after its server was killed");
    }

    private static List<string> Run(string[] arguments)
    {
        using Process process = new()
        {
            StartInfo = new ProcessStartInfo("bash", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        process.Start();
        List<string> lines = [];
        while (process.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? lines
            : throw new InvalidOperationException(errors.Trim()) { Data = { [nameof(Process.ExitCode)] = process.ExitCode } };
    }
}
