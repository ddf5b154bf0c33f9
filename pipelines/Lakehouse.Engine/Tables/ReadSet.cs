using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Tables;

/// <summary>What an operation reads of a table: all of it, or one partition by equalities that its condition demands.</summary>
/// <param name="Files">The files that it may read.</param>
/// <param name="Partition">
/// Values of partition columns, by the names that the log has for them, outside of which no row is read; null: any row
/// may be.
/// </param>
internal sealed record ReadSet(IReadOnlyList<AddFile> Files, IReadOnlyDictionary<string, string?>? Partition)
{
    /// <summary>What an operation with a condition on the table's rows reads.</summary>
    internal static async Task<ReadSet> OfAsync(
        OperationScope scope,
        string condition,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<AddFile> files = scope.Snapshot.Files;
        if (scope.PartitionColumns.Count == 0)
        {
            return new ReadSet(files, null);
        }

        Dictionary<string, (StructField Field, string? Value)> demanded = new(StringComparer.Ordinal);
        foreach (
            JsonElement part in await ParsedCondition
                .PartsAsync(scope.Session, condition, cancellationToken)
                .ConfigureAwait(false)
        )
        {
            if (Demand(scope, part) is { } demand)
            {
                demanded[ColumnMapping.PhysicalName(demand.Field, scope.Mapping)] = demand;
            }
        }

        return demanded.Count == 0
            ? new ReadSet(files, null)
            : new ReadSet(
                [.. files.Where(file => demanded.All(pair => Lies(file, pair.Key, pair.Value.Field, pair.Value.Value)))],
                demanded.ToDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.Ordinal)
            );
    }

    /// <summary>Tells a write what it was computed from.</summary>
    internal TableWrite Register(TableWrite write) =>
        Partition is null
            ? write with { HasReadWholeTable = true }
            : write with { ReadPartitions = [Partition], ReadFiles = Files };

    // A partition that cannot be read as a value may be any.
    private static bool Lies(AddFile file, string column, StructField field, string? value)
    {
        try
        {
            return string.Equals(
                PartitionValue.Normalize(file.PartitionValues.GetValueOrDefault(column), field.Type),
                value,
                StringComparison.Ordinal
            );
        }
        catch (DeltaException)
        {
            return true;
        }
    }

    private static (StructField Field, string? Value)? Demand(OperationScope scope, JsonElement part)
    {
        switch (ParsedCondition.Kind(part))
        {
            case "OPERATOR_IS_NULL":
                return PartitionOf(scope, part.GetProperty("children")[0]) is { } empty ? (empty, null) : null;
            case "COMPARE_EQUAL":
                JsonElement left = part.GetProperty("left");
                JsonElement right = part.GetProperty("right");
                return Equality(scope, left, right) ?? Equality(scope, right, left);
            default:
                return null;
        }
    }

    private static (StructField, string?)? Equality(OperationScope scope, JsonElement column, JsonElement value) =>
        PartitionOf(scope, column) is { } field && Literal(value, field.Type) is { } text ? (field, text) : null;

    private static StructField? PartitionOf(OperationScope scope, JsonElement expression)
    {
        string? name = ParsedCondition.ColumnName(expression) switch
        {
            [var column] => column,
            [var table, var column] when table.Equals(TargetRows.Alias, StringComparison.OrdinalIgnoreCase) => column,
            _ => null,
        };
        return name is not null && scope.PartitionColumns.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? scope.Snapshot.Schema.Fields[Assignments.IndexOf(scope.Snapshot.Schema, name)]
            : null;
    }

    // Only literals of the column's own kind: what a comparison of two kinds means is the engine's to say.
    private static string? Literal(JsonElement expression, DataType type)
    {
        if (
            ParsedCondition.Kind(expression) == "OPERATOR_CAST"
            && type is PrimitiveType { Kind: PrimitiveKind.Date }
            && expression.GetProperty("cast_type").GetProperty("id").GetString() == "DATE"
        )
        {
            return Literal(expression.GetProperty("child"), new PrimitiveType(PrimitiveKind.String)) is { } day
                && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? day
                : null;
        }

        if (ParsedCondition.Kind(expression) != "VALUE_CONSTANT")
        {
            return null;
        }

        JsonElement constant = expression.GetProperty("value");
        if (constant.GetProperty("is_null").GetBoolean())
        {
            return null;
        }

        JsonElement value = constant.GetProperty("value");
        return (type as PrimitiveType)?.Kind switch
        {
            PrimitiveKind.String when value.ValueKind == JsonValueKind.String && IsText(constant) => Text(value),
            PrimitiveKind.Long or PrimitiveKind.Integer or PrimitiveKind.Short or PrimitiveKind.Byte
                when value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && IsWhole(constant) =>
                number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private static string? Text(JsonElement value) => value.GetString() is { Length: > 0 } text ? text : null;

    private static bool IsText(JsonElement constant) => TypeOf(constant) == "VARCHAR";

    private static bool IsWhole(JsonElement constant) =>
        TypeOf(constant) is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT";

    private static string? TypeOf(JsonElement constant) => constant.GetProperty("type").GetProperty("id").GetString();
}
