using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Ingest.Sql;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Inference;

/// <summary>Looks at every value of a group of files: which types it fits, what identifies a row, what orders versions.</summary>
/// <param name="session">A session.</param>
internal sealed class ExtractProfile(IEngineSession session)
{
    private static readonly string[] CursorNames = ["modstamp", "modified", "updated", "changed", "lastupdate", "synced"];

    // The narrowest first.
    private static readonly DataType[] Types =
    [
        new PrimitiveType(PrimitiveKind.Boolean),
        new PrimitiveType(PrimitiveKind.Long),
        new DecimalType(19, 4),
        new DecimalType(38, 9),
        new PrimitiveType(PrimitiveKind.Double),
        new PrimitiveType(PrimitiveKind.Date),
        new PrimitiveType(PrimitiveKind.Timestamp),
    ];

    /// <summary>Completes an entity.</summary>
    /// <param name="entity">Its name, files and format.</param>
    /// <param name="relation">The files as a FROM item of text columns.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The entity with columns, key and cursor.</returns>
    public async Task<InferredEntity> CompleteAsync(InferredEntity entity, string relation, CancellationToken cancellationToken)
    {
        string[] names = [.. (await session.DescribeAsync($"select * from {relation}", cancellationToken).ConfigureAwait(false)).Select(column => column.Name)];
        string texts = string.Join(", ", names.Select((name, index) => $"{Text(name, entity.Format)} as {Column(index)}"));
        await session.ExecuteAsync($"create or replace temp table lh_extract as select {texts} from {relation}", cancellationToken).ConfigureAwait(false);

        string[] counts = [.. Enumerable.Range(0, names.Length).SelectMany(Counts)];
        RowSet profile = await session.QueryAsync($"select count(*), {string.Join(", ", counts)} from lh_extract", maxRows: 1, cancellationToken).ConfigureAwait(false);
        long rows = Number(profile.Rows[0][0]);
        InferredColumn[] columns = [.. names.Select((name, index) => Read(name, profile.Rows[0], 1 + (index * (Types.Length + 4))))];
        string? cursor = CursorOf(columns, rows);
        return entity with
        {
            Rows = rows,
            Columns = columns,
            Cursor = cursor,
            Key = await KeyAsync(columns, cursor, rows, cancellationToken).ConfigureAwait(false),
        };
    }

    private static IEnumerable<string> Counts(int index)
    {
        string text = Column(index);
        yield return $"count({text})";
        yield return $"count(distinct {text})";
        yield return $"min({text})";

        // 00501 is a code and no number, and so are more digits than a number has.
        yield return $@"count(*) filter (regexp_full_match({text}, '[+-]?0[0-9].*|[+-]?[0-9]{{19,}}'))";
        foreach (DataType type in Types)
        {
            yield return $"count({ValueExpression.Value(text, type)})";
        }
    }

    private static InferredColumn Read(string name, IReadOnlyList<object?> row, int at)
    {
        long values = Number(row[at]);
        bool isCode = Number(row[at + 3]) > 0;
        DataType type = new PrimitiveType(PrimitiveKind.String);
        for (int index = 0; index < Types.Length && values > 0; index++)
        {
            bool isNumber = Types[index] is DecimalType or PrimitiveType { Kind: PrimitiveKind.Long or PrimitiveKind.Double };
            bool isFlag = Types[index] is PrimitiveType { Kind: PrimitiveKind.Boolean };
            if (Number(row[at + 4 + index]) == values && !(isNumber && isCode) && !(isFlag && IsDigit((string?)row[at + 2])))
            {
                type = Types[index];
                break;
            }
        }

        return new InferredColumn(name, type, values, Number(row[at + 1]), (string?)row[at + 2]);
    }

    // 0 and 1 are numbers before they are answers.
    private static bool IsDigit(string? text) => text is "0" or "1";

    private static string? CursorOf(InferredColumn[] columns, long rows) => columns
        .Where(column => column.Type is PrimitiveType { Kind: PrimitiveKind.Timestamp } && column.Values == rows && rows > 0)
        .Select(column => (column.Name, Rank: Array.FindIndex(CursorNames, part => Plain(column.Name).Contains(part, StringComparison.Ordinal))))
        .Where(column => column.Rank >= 0)
        .OrderBy(column => column.Rank)
        .Select(column => column.Name)
        .FirstOrDefault();

    private async Task<IReadOnlyList<string>> KeyAsync(InferredColumn[] columns, string? cursor, long rows, CancellationToken cancellationToken)
    {
        if (rows == 0)
        {
            return [];
        }

        InferredColumn[] likely = [.. columns
            .Where(column => column.Values == rows && column.Name != cursor && CanIdentify(column.Type))
            .OrderBy(column => Plain(column.Name) == "id" ? 0 : Plain(column.Name).EndsWith("id", StringComparison.Ordinal) ? 1 : 2)];
        if (likely.FirstOrDefault(column => column.DistinctValues == rows) is { } single)
        {
            return [single.Name];
        }

        // The same record in several versions: what changes with the cursor only.
        int at = cursor is null ? -1 : Array.FindIndex(columns, column => column.Name == cursor);
        foreach (InferredColumn column in likely.Where(column => cursor is not null && Plain(column.Name).EndsWith("id", StringComparison.Ordinal)))
        {
            string pair = $"select count(distinct ({Column(Array.IndexOf(columns, column))}, {Column(at)})) from lh_extract";
            RowSet distinct = await session.QueryAsync(pair, maxRows: 1, cancellationToken).ConfigureAwait(false);
            if (Number(distinct.Rows[0][0]) == rows)
            {
                return [column.Name];
            }
        }

        return [];
    }

    private static bool CanIdentify(DataType type) => type is PrimitiveType { Kind: PrimitiveKind.String or PrimitiveKind.Long };

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string Text(string name, FileFormat format) => format.Kind == FileKind.Csv
        ? $"nullif(trim({SqlText.Name(name)}), '')"
        : $"nullif(trim(cast({SqlText.Name(name)} as varchar)), '')";

    private static string Column(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index}");

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
