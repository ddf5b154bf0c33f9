using System.Diagnostics;

namespace Lakehouse.Testing;

/// <summary>A Python with delta-rs and DuckDB, from the shared folder's wheels: another reader of our tables.</summary>
public static class OutsidePython
{
    /// <summary>What a test that uses it needs, for <see cref="SharedDataFactAttribute"/>.</summary>
    public const string Needs = "interop/python";

    private static readonly Lazy<string> Interpreter = new(MakeEnvironment);

    /// <summary>Prints the rows of a Delta table as delta-rs reads it: canonical JSON lines, sorted.</summary>
    /// <param name="table">The table's folder.</param>
    /// <param name="options">Further options, for example <c>--version</c> and a number.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> ReadDelta(string table, params string[] options) =>
        Run([SharedData.Require("interop/python/read_table.py"), table, .. options]);

    /// <summary>Changes a Delta table by delta-rs.</summary>
    /// <param name="verb">What it does, for example <c>append</c>.</param>
    /// <param name="table">The table's folder.</param>
    /// <param name="options">Further options.</param>
    /// <returns>What it prints.</returns>
    /// <exception cref="InvalidOperationException">It refused; the message has its reason.</exception>
    public static IReadOnlyList<string> WriteDelta(string verb, string table, params string[] options) =>
        Run([SharedData.Require("interop/python/write_table.py"), verb, table, .. options]);

    /// <summary>Runs a query in another process's DuckDB on a database file, opened read-only.</summary>
    /// <param name="database">The file.</param>
    /// <param name="sql">One query.</param>
    /// <returns>The rows, values joined by <c>|</c>.</returns>
    public static IReadOnlyList<string> QueryDuckDb(string database, string sql)
    {
        const string Program =
            "import sys, duckdb\n"
            + "for row in duckdb.connect(sys.argv[1], read_only=True).execute(sys.argv[2]).fetchall():\n"
            + "    print('|'.join(str(value) for value in row))\n";
        return Run(["-c", Program, database, sql]);
    }

    /// <summary>Runs a program in the Python that has delta-rs.</summary>
    /// <param name="program">Its text.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it prints.</returns>
    public static IReadOnlyList<string> RunProgram(string program, params string[] arguments) => Run(["-c", program, .. arguments]);

    private static List<string> Run(string[] arguments) => Process(Interpreter.Value, arguments);

    private static string MakeEnvironment()
    {
        string cache = Environment.GetEnvironmentVariable("LAKEHOUSE_TEST_CACHE")
            ?? Path.Combine(Path.GetTempPath(), "lakehouse-tests");
        return Process("bash", [SharedData.Require("interop/python/venv"), Path.Combine(cache, "interop-python")])[^1];
    }

    private static List<string> Process(string program, string[] arguments)
    {
        using Process process = new()
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
            },
        };
        process.Start();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        List<string> lines = [];
        while (process.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        process.WaitForExit();
#pragma warning disable VSTHRD002 // The process has ended, so its error stream has too.
        return process.ExitCode == 0
            ? lines
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.Result}");
#pragma warning restore VSTHRD002
    }
}
