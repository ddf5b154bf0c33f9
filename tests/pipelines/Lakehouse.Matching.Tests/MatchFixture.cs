using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;
using Lakehouse.Matching.Running;

namespace Lakehouse.Matching.Tests;

/// <summary>Runs matchings in a DuckDB of their own.</summary>
internal static class MatchFixture
{
    public static MatchModel Model(string yaml)
    {
        using StringReader reader = new(yaml);
        return MatchModelReader.Read(reader, "model.yml");
    }

    public static async Task<T> InSessionAsync<T>(Func<IEngineSession, Task<T>> work, int? threads = null)
    {
        await using DuckDbEngine engine = new(new DuckDbOptions { Threads = threads });
        await using IEngineSession session = await engine.OpenSessionAsync(CancellationToken.None);
        return await work(session);
    }

    public static Task<MatchReport> RunAsync(MatchRequest request, int? threads = null) =>
        InSessionAsync(session => new MatchRun(session, TimeProvider.System).ExecuteAsync(request, progress: null, CancellationToken.None), threads);

    public static MatchRequest Request(string modelFile, string input, string? truth = null) => new()
    {
        Model = MatchModelReader.Read(modelFile),
        Input = MatchFiles.Read(input),
        TruthColumn = truth,
    };
}
