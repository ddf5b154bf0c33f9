using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>The files that may hold rows which a merge changes, told by their bounds and partition values.</summary>
internal static class MergeCandidates
{
    private static readonly TableName Bounds = new("lh_operation", "bounds");

    private static readonly StructType BoundsSchema = new([
        new StructField("_lh_f", new PrimitiveType(PrimitiveKind.Long)),
        new StructField("_lh_lo", new PrimitiveType(PrimitiveKind.String)),
        new StructField("_lh_hi", new PrimitiveType(PrimitiveKind.String)),
    ]);

    /// <summary>Finds them.</summary>
    /// <param name="scope">The operation.</param>
    /// <param name="plan">The merge's clauses.</param>
    /// <param name="read">What the condition allows the merge to read.</param>
    /// <param name="keys">The equalities that its condition demands.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static async Task<IReadOnlyList<AddFile>> FindAsync(
        OperationScope scope,
        MergePlan plan,
        ReadSet read,
        IReadOnlyList<(StructField Column, string Source)> keys,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<AddFile> files = read.Files;
        if (plan.NotMatchedBySource.Length > 0 || files.Count == 0)
        {
            return files;
        }

        foreach ((StructField column, string key) in keys.Where(key => HasBounds(key.Column.Type)))
        {
            files = await MeetingAsync(scope, files, column, key, cancellationToken).ConfigureAwait(false);
        }

        return files;
    }

    private static bool HasBounds(DataType type) =>
        type is DecimalType
        || type
            is PrimitiveType
            {
                Kind: not (PrimitiveKind.Boolean or PrimitiveKind.Binary or PrimitiveKind.Void)
            };

    // The smallest key that is not below a file's lower bound shows whether any key lies within its bounds.
    private static async Task<IReadOnlyList<AddFile>> MeetingAsync(
        OperationScope scope,
        IReadOnlyList<AddFile> files,
        StructField column,
        string key,
        CancellationToken cancellationToken
    )
    {
        List<AddFile> unknown = [];
        List<AddFile> known = [];
        List<IReadOnlyList<object?>> bounds = [];
        foreach (AddFile file in files)
        {
            (bool isEmpty, string? min, string? max) = BoundsOf(scope, file, column);
            if (isEmpty)
            {
                continue;
            }

            if (min is null || max is null)
            {
                unknown.Add(file);
            }
            else
            {
                bounds.Add([(long)known.Count, min, max]);
                known.Add(file);
            }
        }

        if (known.Count == 0)
        {
            return unknown;
        }

        await scope.Session.LoadRowsAsync(Bounds, BoundsSchema, bounds, cancellationToken).ConfigureAwait(false);
        RowSet rows = await scope
            .Session.QueryAsync(Meeting(column.Type, key), known.Count, cancellationToken)
            .ConfigureAwait(false);
        return
        [
            .. unknown,
            .. rows.Rows.Select(row => known[Convert.ToInt32(row[0], CultureInfo.InvariantCulture)]),
        ];
    }

    private static string Meeting(DataType type, string key)
    {
        string sqlType = DuckDbType.InSql(type);
        return $"""
            select b._lh_f from (
                select _lh_f, {Value("_lh_lo", type)} as lo, {Upper("_lh_hi", type)} as hi from {SqlText.Identifier(Bounds)}
            ) as b
            asof join (
                select distinct try_cast({SqlText.Identifier(key)} as {sqlType}) as k from {MergeSource.From}
                where {SqlText.Identifier(key)} is not null
            ) as s on b.lo <= s.k
            where s.k <= b.hi
            order by b._lh_f
            """;
    }

    private static string Value(string text, DataType type) =>
        type is PrimitiveType { Kind: PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz }
            ? $"cast(cast({text} as TIMESTAMPTZ) as TIMESTAMP)"
            : $"cast({text} as {DuckDbType.InSql(type)})";

    // Writers cut instants to the millisecond, upper bounds too.
    private static string Upper(string text, DataType type) =>
        type is PrimitiveType { Kind: PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz }
            ? $"{Value(text, type)} + interval 1 millisecond"
            : Value(text, type);

    private static (bool IsEmpty, string? Min, string? Max) BoundsOf(
        OperationScope scope,
        AddFile file,
        StructField column
    )
    {
        string name = ColumnMapping.PhysicalName(column, scope.Mapping);
        if (!scope.PartitionColumns.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
        {
            (string? min, string? max) = FileBounds.Of(file, name);
            return (false, min, max);
        }

        // An equality holds for no row of the partition of NULL.
        string? value = file.PartitionValues.TryGetValue(name, out string? text)
            ? PartitionValue.Normalize(text, column.Type)
            : null;
        return (value is null, value, value);
    }
}
