using Lakehouse.Delta;
using Lakehouse.Delta.Stores;
using Lakehouse.Testing.Stores;

namespace Lakehouse.Faults.Tests;

/// <summary>A store whose k-th I/O goes wrong.</summary>
/// <param name="inner">The real store.</param>
/// <param name="kind">How.</param>
/// <param name="at">Which I/O, from 1.</param>
/// <param name="meanwhile">What another writer does during <see cref="FaultKind.Delays"/>.</param>
internal sealed class FaultyStore(ITableStore inner, FaultKind kind, int at, Func<Task> meanwhile) : InterceptedStore(inner)
{
    private const int LateBy = 3;

    private int _count;
    private Func<Task>? _late;

    /// <summary>How many I/Os were asked for.</summary>
    public int Count => _count;

    /// <summary>The I/O that went wrong, for the failure's text.</summary>
    public StoreCall? Struck { get; private set; }

    /// <summary>Lets a put that is under way arrive.</summary>
    public async Task SettleAsync()
    {
        if (Interlocked.Exchange(ref _late, null) is { } late)
        {
            await late();
        }
    }

    protected override async Task<T> CallAsync<T>(StoreCall call, Func<Task<T>> make)
    {
        int number = Interlocked.Increment(ref _count);
        bool isDead = number > at && kind is (FaultKind.Tears or FaultKind.Dies or FaultKind.DiesAfterwards);
        if (isDead)
        {
            throw new KilledException();
        }

        if (number >= at + LateBy)
        {
            await SettleAsync();
        }

        if (number != at)
        {
            return await make();
        }

        Struck = call;
        return await StrikeAsync(call, make);
    }

    private async Task<T> StrikeAsync<T>(StoreCall call, Func<Task<T>> make)
    {
        bool isConditional = call.Operation == "PutIfAbsent";
        switch (kind)
        {
            case FaultKind.Delays:
                await meanwhile();
                return await make();
            case FaultKind.ArrivesLate when isConditional:
                _late = () => make();
                return Unanswered<T>();
            case FaultKind.LosesRequest when isConditional:
                return Unanswered<T>();
            case FaultKind.LosesAnswer when isConditional:
                await make();
                return Unanswered<T>();
            case FaultKind.Tears:
                Tear(call);
                throw new KilledException();
            case FaultKind.Dies:
                throw new KilledException();
            case FaultKind.DiesAfterwards:
                await make();
                throw new KilledException();
            case FaultKind.FailsAfterwards or FaultKind.LosesAnswer:
                await make();
                break;
            default:
                break;
        }

        throw new DeltaException("LH1003", $"{call} fails on purpose.", "None.");
    }

    private static T Unanswered<T>() => (T)(object)new PutOutcome.Unknown(new TimeoutException("no answer, on purpose"));

    private void Tear(StoreCall call)
    {
        if (call.Content.Length > 0)
        {
            string half = Path.Combine(Root, Path.GetDirectoryName(call.Path)!, $".tmp-1-{Path.GetFileName(call.Path)}");
            Directory.CreateDirectory(Path.GetDirectoryName(half)!);
            File.WriteAllBytes(half, call.Content.Span[..(call.Content.Length / 2)]);
        }
    }

    /// <summary>The end of the process: nobody but a test may catch it.</summary>
#pragma warning disable S3871
    internal sealed class KilledException : Exception;
#pragma warning restore S3871
}
