using Lakehouse.Scheduler.Calendar;
using Lakehouse.Scheduler.Fires;

namespace Lakehouse.Scheduler.Tests.Fires;

/// <summary>Runs that answer what the test says, and remember what they were asked.</summary>
internal sealed class ScriptedRuns(Func<int, CancellationToken, Task<ScheduledRunResult>> answer) : IScheduledRuns
{
    public List<string> Asked { get; } = [];

    public Task<ScheduledRunResult> RunAsync(Schedule schedule, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        int call;
        lock (Asked)
        {
            Asked.Add($"{schedule.Name} as of {Instants.Text(asOf)}");
            call = Asked.Count;
        }

        return answer(call, cancellationToken);
    }

    public static ScriptedRuns Good() => new((call, _) => Task.FromResult(new ScheduledRunResult($"run-{call}", IsGood: true, "Done.")));
}
