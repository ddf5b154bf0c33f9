#pragma warning disable CA1720 // The fields are named after the types that they are.
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Testing;

namespace Lakehouse.Engine.Tests.DuckDb;

/// <summary>An engine with one session and a folder, and the few shapes that its tests share.</summary>
public sealed class EngineFixture : IAsyncDisposable
{
    public static readonly DataType Text = new PrimitiveType(PrimitiveKind.String);
    public static readonly DataType Long = new PrimitiveType(PrimitiveKind.Long);
    public static readonly DataType Integer = new PrimitiveType(PrimitiveKind.Integer);
    public static readonly DataType Float64 = new PrimitiveType(PrimitiveKind.Double);
    public static readonly DataType Flag = new PrimitiveType(PrimitiveKind.Boolean);
    public static readonly DataType Date = new PrimitiveType(PrimitiveKind.Date);
    public static readonly DataType Instant = new PrimitiveType(PrimitiveKind.Timestamp);
    public static readonly DataType Bytes = new PrimitiveType(PrimitiveKind.Binary);
    public static readonly DataType Money = new DecimalType(18, 2);

    private readonly TemporaryFolder _folder = new();

    private EngineFixture(DuckDbOptions options) =>
        Engine = new DuckDbEngine(options with { TempFolder = _folder.FullPath, Ids = new CountingIds() });

    public DuckDbEngine Engine { get; }

    public IEngineSession Session { get; private set; } = null!;

    public static Task<EngineFixture> OpenAsync() => OpenAsync(new DuckDbOptions());

    public static async Task<EngineFixture> OpenAsync(DuckDbOptions options)
    {
        var fixture = new EngineFixture(options);
        fixture.Session = await fixture.Engine.OpenSessionAsync(CancellationToken.None);
        return fixture;
    }

    public static StructType Schema(params (string Name, DataType Type)[] fields) =>
        new([.. fields.Select(field => new StructField(field.Name, field.Type))]);

    public static Snapshot Snapshot(
        string root,
        StructType schema,
        IReadOnlyList<DataFile> files,
        params string[] partitionColumns
    ) =>
        // A snapshot comes from a replayed log; here it is made by hand, so that these tests need no log.
        new(
            root,
            TableVersion.Zero,
            new Protocol(
                1,
                2,
                new HashSet<string>(StringComparer.Ordinal),
                new HashSet<string>(StringComparer.Ordinal)
            ),
            new MetadataText { Id = "id", SchemaString = schema.ToJson(), PartitionColumns = partitionColumns },
            [
                .. files.Select(file => new AddFile(
                    file.Path,
                    file.PartitionValues,
                    file.SizeBytes,
                    file.ModifiedAt,
                    null
                )),
            ],
            new Dictionary<string, SetTransaction>(StringComparer.Ordinal)
        );

    public string At(params string[] parts) => _folder.At(parts);

    public Task<StagedRows> StageAsync(
        string sql,
        StructType schema,
        string table = "table",
        params string[] partitionColumns
    ) =>
        Session.StageAsync(
            new StageRequest
            {
                Sql = sql,
                Schema = schema,
                TableRoot = At(table),
                PartitionColumns = partitionColumns,
                Label = "gold.probe",
            },
            null,
            CancellationToken.None
        );

    public Task<RowSet> QueryAsync(string sql, int maxRows = 1000) =>
        Session.QueryAsync(sql, maxRows, CancellationToken.None);

    public async Task<object?> ValueAsync(string expression)
    {
        RowSet rows = await QueryAsync($"select {expression} as v");
        return rows.Rows[0][0];
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Engine.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class CountingIds : IIdSource
    {
        private int _count;

        public Guid Next() => new(Interlocked.Increment(ref _count), 0, 0, new byte[8]);
    }
}
