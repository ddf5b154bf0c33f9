using System.Diagnostics;
using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Sample;
using Lakehouse.Testing;

namespace Lakehouse.Cli.Tests.Processes;

/// <summary>A run that is killed for real and started again ends with the rows of a run that was left alone.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const int KillCount = 6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_killed_at_many_instants_ends_as_one_that_was_left_alone()
    {
        SampleOptions options = new() { Accounts = SampleOptions.FewestAccounts, Months = SampleOptions.FewestMonths };
        SampleCompany.Generate(options, _folder.At("landing"), progress: null, CancellationToken.None);
        _folder.Write(
            "project/lakehouse.yml",
            $"""
            name: killed
            as_of: 2025-01-01T00:00:00Z
            variables: {{landing: {_folder.At("landing")}}}
            sources: [salesforce, hubspot, linkedin_ads, google_ads, finance]
            """);
        Stopwatch watch = Stopwatch.StartNew();
        CommandOutcome undisturbed = await LakehouseProcess.RunAsync(_folder.At("project"), "run", "--warehouse", _folder.At("calm"));
        TimeSpan whole = watch.Elapsed;
        Assert.True(undisturbed.ExitCode == 0, undisturbed.Error + undisturbed.Output);

        // Each attempt gets further than the one before, so the instants lie in landing, building and releasing alike.
        for (int kill = 1; kill <= KillCount; kill++)
        {
            await LakehouseProcess.KillAfterAsync(
                _folder.At("project"), whole * kill / (KillCount + 1), "run", "--warehouse", _folder.At("killed"));
        }

        CommandOutcome finished = await LakehouseProcess.RunAsync(_folder.At("project"), "run", "--warehouse", _folder.At("killed"));

        Assert.True(finished.ExitCode == 0, finished.Error + finished.Output);
        Assert.Equal(await DigestsAsync("calm"), await DigestsAsync("killed"));
        Assert.Equal(await BatchesAsync("calm"), await BatchesAsync("killed"));
    }

    private async Task<IReadOnlyList<string>> DigestsAsync(string warehouse)
    {
        await using DuckDbEngine engine = new(new DuckDbOptions());
        await using IEngineSession session = await engine.OpenSessionAsync(CancellationToken.None);
        await session.ExecuteAsync($"attach '{_folder.At(warehouse, "lakehouse.duckdb")}' as published (read_only); use published;", CancellationToken.None);
        RowSet tables = await session.QueryAsync(
            "select table_schema || '.' || table_name from information_schema.tables where table_schema in ('silver', 'gold') order by 1",
            1000,
            CancellationToken.None);
        List<string> digests = [];
        foreach (string table in tables.Rows.Select(row => (string)row[0]!))
        {
            RowSet digest = await session.QueryAsync(
                $"select count(*), md5(string_agg(cast(t as varchar), '|' order by cast(t as varchar))) from {table} as t",
                1,
                CancellationToken.None);
            digests.Add(string.Create(CultureInfo.InvariantCulture, $"{table} {digest.Rows[0][0]} {digest.Rows[0][1]}"));
        }

        Assert.NotEmpty(digests);
        return digests;
    }

    private async Task<string> BatchesAsync(string warehouse)
    {
        CommandOutcome outcome = await LakehouseProcess.RunAsync(
            _folder.At("project"),
            "sql",
            """
            select source, entity, file, content_sha256, delivered_rows, loaded_rows, quarantined_rows, status
            from ops.ingestion_batch where status <> 'REDELIVERED' order by all
            """,
            "--json",
            "--warehouse",
            _folder.At(warehouse));
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome.Output;
    }
}
