using System.Text.Json;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.Scans;

/// <summary>Reads a parsed SQL condition as one that files can be told apart by.</summary>
/// <remarks>What means something only to the engine becomes <see cref="ScanCondition.Unknown"/>.</remarks>
/// <param name="snapshot">The table that the condition speaks of.</param>
internal sealed class SqlCondition(Snapshot snapshot)
{
    private static readonly Dictionary<string, (ScanComparison Comparison, ScanComparison Turned)> Comparisons = new(
        StringComparer.Ordinal
    )
    {
        ["COMPARE_EQUAL"] = (ScanComparison.Equal, ScanComparison.Equal),
        ["COMPARE_NOTEQUAL"] = (ScanComparison.NotEqual, ScanComparison.NotEqual),
        ["COMPARE_LESSTHAN"] = (ScanComparison.Less, ScanComparison.Greater),
        ["COMPARE_GREATERTHAN"] = (ScanComparison.Greater, ScanComparison.Less),
        ["COMPARE_LESSTHANOREQUALTO"] = (ScanComparison.LessOrEqual, ScanComparison.GreaterOrEqual),
        ["COMPARE_GREATERTHANOREQUALTO"] = (ScanComparison.GreaterOrEqual, ScanComparison.LessOrEqual),
        ["COMPARE_NOT_DISTINCT_FROM"] = (ScanComparison.NullSafeEqual, ScanComparison.NullSafeEqual),
    };

    private static readonly ScanCondition Unknown = new ScanCondition.Unknown();

    /// <summary>Parses a condition and reads its parts.</summary>
    /// <param name="session">The engine, which parses it.</param>
    /// <param name="snapshot">The table.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Conditions that are all true where the whole is; none where it does not parse.</returns>
    internal static async Task<IReadOnlyList<ScanCondition>> PartsAsync(
        IEngineSession session,
        Snapshot snapshot,
        string condition,
        CancellationToken cancellationToken
    )
    {
        SqlCondition reader = new(snapshot);
        IReadOnlyList<JsonElement> parts = await ParsedCondition
            .PartsAsync(session, condition, cancellationToken)
            .ConfigureAwait(false);
        return [.. parts.Select(reader.Read)];
    }

    /// <summary>Reads one expression.</summary>
    internal ScanCondition Read(JsonElement expression)
    {
        string? kind = ParsedCondition.Kind(expression);
        return kind switch
        {
            "CONJUNCTION_AND" => new ScanCondition.And(ReadAll(expression)),
            "CONJUNCTION_OR" => new ScanCondition.Or(ReadAll(expression)),
            "OPERATOR_NOT" => new ScanCondition.Not(ReadAll(expression)[0]),
            "OPERATOR_IS_NULL" => NullTest(expression),
            "OPERATOR_IS_NOT_NULL" => new ScanCondition.Not(NullTest(expression)),
            "COMPARE_DISTINCT_FROM" => new ScanCondition.Not(Comparison(expression, "COMPARE_NOT_DISTINCT_FROM")),
            "COMPARE_BETWEEN" => Between(expression),
            "COMPARE_NOT_BETWEEN" => new ScanCondition.Not(Between(expression)),
            "COMPARE_IN" => In(expression),
            "COMPARE_NOT_IN" => new ScanCondition.Not(In(expression)),
            "FUNCTION" => Function(expression),
            "COLUMN_REF" => ColumnOf(expression) is { Field.Type: PrimitiveType { Kind: PrimitiveKind.Boolean } } column
                ? new ScanCondition.IsTrue(column)
                : Unknown,
            "VALUE_CONSTANT" or "OPERATOR_CAST" => SqlLiteral.Truth(expression) is { } truth
                ? new ScanCondition.Constant(truth)
                : Unknown,
            { } comparison when Comparisons.ContainsKey(comparison) => Comparison(expression, comparison),
            _ => Unknown,
        };
    }

    private static JsonElement[] Children(JsonElement expression) =>
        [.. expression.GetProperty("children").EnumerateArray()];

    private ScanCondition[] ReadAll(JsonElement expression) => [.. Children(expression).Select(Read)];

    private ScanCondition NullTest(JsonElement expression) =>
        ColumnOf(Children(expression)[0]) is { } column ? new ScanCondition.IsNull(column) : Unknown;

    private ScanCondition Comparison(JsonElement expression, string kind)
    {
        JsonElement left = expression.GetProperty("left");
        JsonElement right = expression.GetProperty("right");
        (ScanComparison straight, ScanComparison turned) = Comparisons[kind];
        if (ColumnOf(left) is { } column)
        {
            return Compare(column, straight, right);
        }

        return ColumnOf(right) is { } other ? Compare(other, turned, left) : Unknown;
    }

    private static ScanCondition Compare(ScanColumn column, ScanComparison comparison, JsonElement literal)
    {
        if (SqlLiteral.IsNull(literal))
        {
            return comparison == ScanComparison.NullSafeEqual
                ? new ScanCondition.IsNull(column)
                : new ScanCondition.Constant(null);
        }

        return SqlLiteral.Read(literal, column.Field.Type) is { } value
            ? new ScanCondition.Compare(column, comparison, value)
            : Unknown;
    }

    private ScanCondition Between(JsonElement expression) =>
        ColumnOf(expression.GetProperty("input")) is { } column
        && SqlLiteral.Read(expression.GetProperty("lower"), column.Field.Type) is { } from
        && SqlLiteral.Read(expression.GetProperty("upper"), column.Field.Type) is { } to
            ? new ScanCondition.Between(column, from, to)
            : Unknown;

    private ScanCondition In(JsonElement expression)
    {
        JsonElement[] children = Children(expression);
        return ColumnOf(children[0]) is { } column
            ? new ScanCondition.Or([.. children.Skip(1).Select(item => Compare(column, ScanComparison.Equal, item))])
            : Unknown;
    }

    private ScanCondition Function(JsonElement expression)
    {
        JsonElement[] children = Children(expression);
        return
            children is [var subject, var pattern]
            && ColumnOf(subject) is { Field.Type: PrimitiveType { Kind: PrimitiveKind.String } text } column
            && SqlLiteral.Read(pattern, text) is { Exact: ScanValue.Text { Value: var literal } }
            ? expression.GetProperty("function_name").GetString() switch
            {
                "~~" => Like(column, literal),
                "!~~" => new ScanCondition.Not(Like(column, literal)),
                "starts_with" or "prefix" or "^@" => new ScanCondition.StartsWith(column, literal, IsWhole: true),
                _ => Unknown,
            }
            : Unknown;
    }

    private static ScanCondition Like(ScanColumn column, string pattern)
    {
        int wild = pattern.AsSpan().IndexOfAny('%', '_');
        return wild < 0
            ? new ScanCondition.Compare(column, ScanComparison.Equal, ScanLiteral.Of(new ScanValue.Text(pattern)))
            : new ScanCondition.StartsWith(
                column,
                pattern[..wild],
                IsWhole: pattern.AsSpan(wild).TrimStart('%').IsEmpty
            );
    }

    // A name is the table's own where it says so, or where it has no other table's before it.
    private ScanColumn? ColumnOf(JsonElement expression)
    {
        if (ParsedCondition.ColumnName(expression) is not { } names)
        {
            return null;
        }

        if (names.Length > 1 && Is(names[0], MergeSource.Alias))
        {
            return null;
        }

        bool isQualified = names.Length > 1 && Is(names[0], TargetRows.Alias);
        return isQualified && ScanColumn.Find(snapshot, [names[0]]) is not null
            ? null
            : ScanColumn.Find(snapshot, isQualified ? names[1..] : names);
    }

    private static bool Is(string name, string alias) => string.Equals(name, alias, StringComparison.OrdinalIgnoreCase);
}
