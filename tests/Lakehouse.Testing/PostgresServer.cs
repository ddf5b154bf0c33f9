using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lakehouse.Testing;

/// <summary>A PostgreSQL of the tests' own: in a temporary folder, on a loopback port, ended with the tests that use it.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private const string SystemUser = "postgres";

    private readonly string _folder;
    private readonly int _port;
    private int _databases;

    /// <summary>Starts a server.</summary>
    public PostgresServer()
    {
        _folder = Directory.CreateTempSubdirectory("lakehouse-postgres-").FullName;
        using (TcpListener probe = new(IPAddress.Loopback, 0))
        {
            probe.Start();
            _port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        if (IsRoot)
        {
            Run("chown", [SystemUser, _folder]);
        }

        string data = Path.Combine(_folder, "data");
        RunAsOwner("initdb", ["-D", data, "-U", SystemUser, "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]);
        string options = string.Create(
            CultureInfo.InvariantCulture,
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off -c shared_buffers=16MB -c max_connections=20");
        RunAsOwner("pg_ctl", ["-D", data, "-s", "-w", "-l", Path.Combine(_folder, "log"), "-o", options, "start"]);
    }

    /// <summary>Why tests that use it skip; null where its programs are there.</summary>
    public static string? WhyAbsent { get; } = File.Exists(Path.Combine(Programs, "initdb")) ? null : $"There is no PostgreSQL in {Programs}.";

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Makes a database.</summary>
    /// <returns>Its connection text.</returns>
    public string CreateDatabase()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        RunAsOwner("createdb", ["-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", SystemUser, name]);
        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username={SystemUser};Database={name};Pooling=false");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        RunAsOwner("pg_ctl", ["-D", Path.Combine(_folder, "data"), "-s", "-m", "immediate", "stop"]);
        Directory.Delete(_folder, recursive: true);
    }

    // The server refuses to run for the system's administrator.
    private void RunAsOwner(string program, string[] arguments)
    {
        string path = Path.Combine(Programs, program);
        if (IsRoot)
        {
            Run("runuser", ["-u", SystemUser, "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private void Run(string program, string[] arguments)
    {
        // The server keeps its standard output open, so that nothing is to be read from it.
        using Process process = new() { StartInfo = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = _folder } };
        process.Start();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}."));
        }
    }
}
