using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>The names that a data file has under the ids of its columns. Files of one shape share one object.</summary>
/// <param name="names">Parquet field id to name, at every depth.</param>
internal sealed class FileShape(IReadOnlyDictionary<long, string> names)
{
    /// <summary>
    /// The name of a field in the file, or null where the file does not have it. A field without an id is none of the
    /// table's own, and has its own name.
    /// </summary>
    public string? NameOf(StructField field) =>
        ColumnMapping.Id(field) is { } id ? names.GetValueOrDefault(id) : field.Name;
}
