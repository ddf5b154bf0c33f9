namespace Lakehouse.Cli.Tests.Processes;

/// <summary>A test of what a POSIX shell runs; it skips with the reason on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "The launcher 'lakehouse' is a POSIX shell script; Windows has lakehouse.cmd.";
        }
    }
}
