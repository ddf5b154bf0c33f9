using Lakehouse.Project;
using Lakehouse.Testing;

namespace Lakehouse.Runs.Tests;

/// <summary>A run over a source that is a PostgreSQL database.</summary>
public sealed class DatabaseSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DatabaseSourceTests()
    {
        _folder.Write("project/lakehouse.yml", "name: erp\nreference: none\nas_of: 2030-01-01T00:00:00Z\nsources: [erp]\n");
        _folder.Write(
            "project/sql/bronze/erp.yml",
            """
            source: erp
            database:
              kind: postgresql
              connection_file: erp.connection
            entities:
              database:
                query: select datname as name, oid::bigint as id, datallowconn as is_open from pg_database
                key: [name]
                deleted: compare_keys
                columns: {name: string, id: bigint, is_open: boolean}
            """);
        _folder.Write(
            "project/sql/gold/live.sql",
            """
            /*---
            model: gold.live
            kind: full
            grain: [name]
            description: Databases that are there.
            columns:
              - {name: name, type: string, description: Its name.}
            ---*/
            select name from bronze.erp_database where name not in (select name from bronze.erp_database_deleted where is_deleted)
            """);
    }

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public async Task Rows_land_are_built_on_and_are_not_read_twice()
    {
        using PostgresServer server = new();
        Connect(server.CreateDatabase());

        RunReport first = await RunAsync();
        RunReport second = await RunAsync();

        Assert.True(first.IsGood, string.Join('\n', first.SourceFaults));
        Assert.Equal([4L, 0L], first.Landed.Select(entity => entity.LoadedRows));
        Assert.Equal([0L, 0L], second.Landed.Select(entity => entity.LoadedRows));
        Assert.True(second.IsGood);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_stops_the_run_before_anything_is_built()
    {
        Connect("Host=127.0.0.1;Port=1;Username=nobody;Password=s3cret;Timeout=2");

        RunReport report = await RunAsync();

        Assert.False(report.IsGood);
        Assert.Null(report.Built);
        string fault = Assert.Single(report.SourceFaults);
        Assert.StartsWith("LH3304: found the database of erp not to answer as asked", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault, StringComparison.Ordinal);
    }

    private void Connect(string text)
    {
        string file = _folder.Write("project/erp.connection", text + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private async Task<RunReport> RunAsync()
    {
        LakehouseProject project = LakehouseProject.Open(_folder.At("project"), new ProjectChoices { ReferenceFolder = Repository.Root });
        await using ProjectLakehouse lakehouse = new(project, TimeProvider.System, new Delta.TimeOrderedIds(TimeProvider.System), "Lakehouse/test");
        return await new LakehouseRun(lakehouse)
            .ExecuteAsync(new RunRequest { Project = project, KeepGoing = false }, progress: null, CancellationToken.None);
    }
}
