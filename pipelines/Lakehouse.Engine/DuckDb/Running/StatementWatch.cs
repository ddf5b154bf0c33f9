using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Lakehouse.Engine.DuckDb.Running;

/// <summary>
/// Stands beside one running statement: reports its progress, and interrupts it when its token is cancelled.
/// </summary>
/// <remarks>
/// DuckDB forgets an interrupt that comes before the statement has begun, so it is repeated until the statement ends.
/// </remarks>
internal sealed class StatementWatch : IDisposable
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan InterruptEvery = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly DuckDBConnection _connection;
    private readonly string _label;
    private readonly IProgress<EngineProgress>? _progress;
    private readonly ITimer? _reports;
    private readonly ITimer _interrupts;
    private readonly CancellationTokenRegistration _registration;
    private bool _isOver;

    public StatementWatch(
        DuckDBConnection connection,
        string label,
        IProgress<EngineProgress>? progress,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        _connection = connection;
        _label = label;
        _progress = progress;
        _interrupts = clock.CreateTimer(_ => Interrupt(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _reports = progress is null ? null : clock.CreateTimer(_ => Report(), null, ReportEvery, ReportEvery);
        _registration = cancellationToken.UnsafeRegister(_ => _interrupts.Change(TimeSpan.Zero, InterruptEvery), null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _interrupts.Dispose();
        _reports?.Dispose();

        // A callback may be under way: after this lock none touches the connection any more.
        lock (_gate)
        {
            _isOver = true;
        }
    }

    private void Interrupt()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _connection.NativeConnection.Interrupt();
            }
        }
    }

    private void Report()
    {
        EngineProgress now;
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            DuckDBQueryProgress progress = _connection.GetQueryProgress();
            double? fraction = progress.Percentage < 0 ? null : Math.Clamp(progress.Percentage / 100, 0, 1);
            now = new EngineProgress(_label, fraction, (long)Math.Min(progress.RowsProcessed, long.MaxValue));
        }

        _progress!.Report(now);
    }
}
