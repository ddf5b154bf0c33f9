using DuckDB.NET.Data;

namespace Lakehouse.Engine.DuckDb.Staging;

/// <summary>A file as <c>RETURN_STATS</c> reports it.</summary>
/// <param name="Path">Where DuckDB wrote it.</param>
/// <param name="RowCount">Its rows.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Columns">Leaf column, as a path of quoted names, to what is known of it.</param>
/// <param name="PartitionKeys">Partition column to its text, null for null; null when it is not partitioned.</param>
internal sealed record WrittenFile(
    string Path,
    long RowCount,
    long SizeBytes,
    IReadOnlyDictionary<string, Dictionary<string, string>> Columns,
    IReadOnlyDictionary<string, string?>? PartitionKeys
)
{
    /// <summary>Runs a COPY with <c>RETURN_STATS</c> and reads what it says.</summary>
    public static List<WrittenFile> Copy(DuckDBConnection connection, string statement)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = statement;
        using DuckDBDataReader reader = command.ExecuteReader();

        var files = new List<WrittenFile>();
        while (reader.Read())
        {
            files.Add(
                new WrittenFile(
                    reader.GetString(0),
                    (long)reader.GetFieldValue<ulong>(1),
                    (long)reader.GetFieldValue<ulong>(2),
                    reader.IsDBNull(4)
                        ? new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal)
                        : reader.GetFieldValue<Dictionary<string, Dictionary<string, string>>>(4),
                    reader.IsDBNull(5) ? null : reader.GetFieldValue<Dictionary<string, string?>>(5)
                )
            );
        }

        return files;
    }
}
