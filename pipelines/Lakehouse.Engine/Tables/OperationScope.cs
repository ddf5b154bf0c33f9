using System.Diagnostics;
using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>One operation on one version of a table: what it reads, what it stages, and how it commits.</summary>
internal sealed class OperationScope : IDisposable
{
    /// <summary>The folder of changed rows.</summary>
    internal const string ChangeFolder = "_change_data";

    /// <summary>The column that says how a row changed.</summary>
    internal const string ChangeType = "_change_type";

    private readonly DeltaTable _table;
    private readonly StagedFiles _staged;
    private readonly OperationOptions _options;
    private readonly long _startedAt;
    private TargetRows? _target;

    internal OperationScope(DeltaTable table, IEngineSession session, Snapshot? basis, OperationOptions options)
    {
        _table = table;
        Basis = basis;
        _options = options;
        _staged = new StagedFiles(session, options.Progress);
        _startedAt = table.Options.Clock.GetTimestamp();
        Session = session;
        Schema = basis?.Schema ?? new StructType([]);
        PartitionColumns = basis?.Metadata.PartitionColumns ?? [];
        Mapping = basis?.ColumnMapping ?? ColumnMappingMode.None;
        Properties = basis?.Metadata.Configuration ?? Properties;
    }

    internal IEngineSession Session { get; }

    /// <summary>Where the table lives, for messages.</summary>
    internal string Root => _table.Root;

    /// <summary>The version that the operation works on; null: there is no table yet.</summary>
    internal Snapshot? Basis { get; }

    /// <summary>The version that the operation works on, where there must be one.</summary>
    internal Snapshot Snapshot => Basis ?? throw new UnreachableException();

    /// <summary>The rules that the table's rows have to keep.</summary>
    internal IReadOnlyList<RowRule> Rules => Basis is null ? [] : RowRules.Of(Basis.Metadata with { Schema = Schema });

    /// <summary>The table's columns after the operation.</summary>
    internal StructType Schema { get; private set; }

    /// <summary>The partition columns in nesting order.</summary>
    internal IReadOnlyList<string> PartitionColumns { get; private set; }

    /// <summary>How columns are found in the table's files.</summary>
    internal ColumnMappingMode Mapping { get; private set; }

    /// <summary>The table's properties.</summary>
    internal IReadOnlyDictionary<string, string> Properties { get; private set; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The rows that are there.</summary>
    internal TargetRows Target => _target ??= new TargetRows(Session, Snapshot);

    /// <summary>Whether changed rows have to be written beside the data.</summary>
    internal bool RecordsChanges => Snapshot.RecordsChanges;

    /// <summary>The rows that are there, with the columns of <see cref="Schema"/>: what is new in them is NULL.</summary>
    internal string TargetColumns => SqlText.List(Schema.Fields.Select(TargetColumn));

    /// <summary>The columns that rows may come without.</summary>
    internal ComputedColumns Computed => new(Schema, _table.Root);

    /// <summary>Loads the newest version of a table.</summary>
    /// <exception cref="EngineException"><c>LH2701</c>: there is no table.</exception>
    internal static async Task<Snapshot> LoadAsync(DeltaTable table, CancellationToken cancellationToken) =>
        await table.TryLoadAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new EngineException(
            "LH2701",
            $"found no table at {table.Root}, expected one whose rows can change.",
            "Correct the path, or create the table by an append."
        );

    /// <summary>Says which columns the table will have.</summary>
    internal void Evolve(StructType schema) =>
        Schema = _table.PrepareSchema(Basis, schema, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Says what a table will be that is not there yet.</summary>
    internal void Create(RowsRequest request, StructType schema)
    {
        PartitionColumns = request.PartitionColumns;
        Schema = _table.PrepareSchema(null, schema, request.Properties);
        Mapping = DeltaTable.MappingOf(request.Properties);
        Properties = request.Properties;
    }

    /// <summary>Milliseconds since the operation began, as a metric.</summary>
    internal string Elapsed() =>
        ((long)_table.Options.Clock.GetElapsedTime(_startedAt).TotalMilliseconds).ToString(
            CultureInfo.InvariantCulture
        );

    /// <summary>Whether rows of files can be marked as deleted instead of writing the files anew.</summary>
    internal bool CanMark(IEnumerable<AddFile> files) =>
        Snapshot.WritesDeletionVectors && files.All(file => FileRowCount.Physical(file) is not null);

    /// <summary>Marks rows of files as deleted.</summary>
    internal Task<IReadOnlyList<MarkedFile>> MarkAsync(
        IReadOnlyList<(AddFile File, RowPositionSet Rows)> files,
        CancellationToken cancellationToken
    ) => _table.MarkRowsAsync(files, cancellationToken);

    /// <summary>Stages rows of the table, and holds them against its rules.</summary>
    /// <param name="sql">A SELECT with the columns of <see cref="Schema"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DeltaException"><c>LH1710</c>: a rule has parts that are not known; <c>LH1711</c>,
    /// <c>LH1712</c>: rows break a rule.</exception>
    internal async Task<StagedRows> StageRowsAsync(string sql, CancellationToken cancellationToken)
    {
        // Rules are understood before anything is written; a column that may not be null is a rule like the others.
        RowChecks checks = new(Session, _table.Root, Schema, Rules);
        StructType columns = new([.. Schema.Fields.Select(field => field with { IsNullable = true })]);
        StagedRows staged = await StageAsync(sql, columns, "", cancellationToken).ConfigureAwait(false);
        await checks.RequireAsync(staged, cancellationToken).ConfigureAwait(false);
        return staged;
    }

    /// <summary>Stages changed rows.</summary>
    /// <param name="sql">A SELECT with the columns of <see cref="Schema"/> and <see cref="ChangeType"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal Task<StagedRows> StageChangesAsync(string sql, CancellationToken cancellationToken)
    {
        StructType schema = new([
            .. Schema.Fields,
            new StructField(ChangeType, new PrimitiveType(PrimitiveKind.String), IsNullable: false),
        ]);
        return StageAsync(sql, schema, ChangeFolder, cancellationToken);
    }

    /// <summary>Stages rows of one partition.</summary>
    /// <param name="sql">A SELECT with the columns of the schema.</param>
    /// <param name="schema">The columns that are in files: those of the table without its partition columns.</param>
    /// <param name="folder">The folder below the table's root.</param>
    /// <param name="layout">How large files and row groups become.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal Task<StagedRows> StagePartitionAsync(
        string sql,
        StructType schema,
        string folder,
        FileLayout layout,
        CancellationToken cancellationToken
    ) =>
        _staged.StageAsync(
            Request(sql, schema, folder) with
            {
                PartitionColumns = [],
                TargetFileSizeBytes = layout.FileBytes,
                RowGroupRows = layout.RowGroupRows,
            },
            cancellationToken
        );

    /// <summary>Commits what was staged; the files stay if it takes effect.</summary>
    internal async Task<WriteOutcome> CommitAsync(TableWrite write, CancellationToken cancellationToken)
    {
        TableWrite complete = write with
        {
            Transactions = _options.Transactions,
            KeptRules = Rules,
            UserMetadata = _options.UserMetadata,
        };
        _staged.Keep();
        try
        {
            WriteOutcome outcome = await _table.WriteAsync(Basis, complete, cancellationToken).ConfigureAwait(false);
            if (outcome is not (WriteOutcome.Committed or WriteOutcome.Unknown))
            {
                _staged.KeepNothing();
            }

            return outcome;
        }
        catch (Exception refused) when (IsBeforeCommit(refused))
        {
            _staged.KeepNothing();
            throw;
        }
    }

    // A write is cancelled, planned and judged before it is sent; whatever else fails may have taken effect.
    private static bool IsBeforeCommit(Exception failure) =>
        failure switch
        {
            OperationCanceledException => true,
            DeltaException { Code: var code } => code
                is ['L', 'H', '1', '2' or '3' or '4', ..]
                    or "LH1501",
            _ => false,
        };

    /// <summary>Counts the rows of a SELECT's single number.</summary>
    internal async Task<long> NumberAsync(string sql, CancellationToken cancellationToken)
    {
        RowSet rows = await Session.QueryAsync(sql, 1, cancellationToken).ConfigureAwait(false);
        return rows.Rows is [[{ } number]]
            ? Convert.ToInt64(number, CultureInfo.InvariantCulture)
            : throw new UnreachableException();
    }

    /// <summary>Whether an expression can be computed from a relation.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="from">What stands after FROM.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<bool> BindsAsync(string expression, string from, CancellationToken cancellationToken)
    {
        try
        {
            _ = await Session
                .DescribeAsync($"select ({expression}) as e from {from}", cancellationToken)
                .ConfigureAwait(false);
            return true;
        }
        catch (EngineException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _staged.Dispose();

    private string TargetColumn(StructField column) =>
        Snapshot.Schema.Fields.FirstOrDefault(there => SameName(there, column)) switch
        {
            null => Assignments.Cast("null", column),
            { } there when there.Type == column.Type => Assignments.Column(TargetRows.Alias, column),
            _ => Assignments.Cast(Assignments.Column(TargetRows.Alias, column), column),
        };

    private static bool SameName(StructField left, StructField right) =>
        string.Equals(left.Name, right.Name, StringComparison.OrdinalIgnoreCase);

    private Task<StagedRows> StageAsync(
        string sql,
        StructType schema,
        string folder,
        CancellationToken cancellationToken
    ) => _staged.StageAsync(Request(sql, schema, folder), cancellationToken);

    private StageRequest Request(string sql, StructType schema, string folder) =>
        new()
        {
            Sql = sql,
            Schema = schema,
            TableRoot = _table.LocalRoot,
            PartitionColumns = PartitionColumns,
            Mapping = Mapping,
            Folder = folder,
            TargetFileSizeBytes = DeltaTable.TargetFileSizeOf(Properties) ?? _options.TargetFileSizeBytes,
            Compression = DeltaTable.CompressionOf(Properties),
            Label = Path.GetFileName(_table.Root),
        };
}
