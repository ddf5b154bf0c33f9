using System.Globalization;
using System.Text;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Running;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Staging;

/// <summary>The COPY statement of a staging.</summary>
/// <param name="Text">The statement. The casts stand one a line from the second line on.</param>
/// <param name="Context">Where the person's SQL stands in it.</param>
internal sealed record CopyStatement(string Text, SqlContext Context)
{
    /// <summary>Writes the statement.</summary>
    /// <param name="request">What to stage.</param>
    /// <param name="folder">An absolute path of a folder that does not exist yet.</param>
    /// <returns>The statement.</returns>
    public static CopyStatement For(StageRequest request, string folder)
    {
        var stored = new StoredColumns(request);
        bool isPartitioned = request.PartitionColumns.Count > 0;
        string sql = SqlText.Embeddable(request.Sql);

        var text = new StringBuilder("copy (select\n");
        text.AppendJoin(",\n", request.Schema.Fields.Select(field => Cast(field, request, stored)));
        text.Append("\nfrom (\n").Append(sql).Append("\n) as lh_select\n) to ").Append(SqlText.Literal(folder));
        text.Append(CultureInfo.InvariantCulture, $" (format parquet, compression {request.Compression}, return_stats");
        if (isPartitioned)
        {
            text.Append(
                $", partition_by ({SqlText.List(stored.PartitionNames.Select(SqlText.Identifier))})"
                    + ", filename_pattern 'file-{uuid}'"
            );
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $", file_size_bytes {request.TargetFileSizeBytes}");
        }

        if (request.RowGroupRows is { } rows)
        {
            text.Append(CultureInfo.InvariantCulture, $", row_group_size {rows}");
        }

        text.Append(stored.FieldIds()).Append(')');
        string[] columns = [.. request.Schema.Fields.Select(field => field.Name)];
        return new CopyStatement(
            text.ToString(),
            new SqlContext(request.Label, sql, LinesBefore: columns.Length + 2, columns)
        );
    }

    private static string Cast(StructField field, StageRequest request, StoredColumns stored)
    {
        string name = SqlText.Identifier(field.Name);
        string alias = SqlText.Identifier(stored.NameOf(field));
        if (request.PartitionColumns.Contains(field.Name, StringComparer.OrdinalIgnoreCase))
        {
            return $"{PartitionText(name, field)} as {alias}";
        }

        return request.Vocabularies.TryGetValue(field.Name, out IReadOnlyList<string>? words)
            ? $"cast({name} as {Words(words)}) as {alias}"
            : $"{stored.Value($"cast({name} as {DuckDbType.InFile(field.Type)})", field.Type)} as {alias}";
    }

    private static string Words(IReadOnlyList<string> words) =>
        $"ENUM({string.Join(", ", words.Distinct(StringComparer.Ordinal).Select(SqlText.Literal))})";

    // Partition values leave DuckDB as text. An empty text is NULL to every Delta reader, so it becomes NULL here, and
    // an instant is written without its zone, which the log's form does not have.
    private static string PartitionText(string name, StructField field) =>
        field.Type switch
        {
            PrimitiveType { Kind: PrimitiveKind.String } => $"nullif(cast({name} as VARCHAR), '')",
            PrimitiveType { Kind: not PrimitiveKind.Binary } or DecimalType =>
                $"cast({name} as {DuckDbType.InSql(field.Type)})",
            _ => throw new EngineException(
                "LH2112",
                $"found the partition column {field.Name} of type {DuckDbType.InSql(field.Type)}, "
                    + "expected a text, number, date or instant.",
                "Partition by another column."
            ),
        };
}
