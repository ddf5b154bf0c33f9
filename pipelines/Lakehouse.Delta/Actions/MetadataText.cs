using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Actions;

/// <summary>
/// A <c>metaData</c> action with its schema still as text, so that it is parsed only where it is in force.
/// </summary>
internal sealed record MetadataText
{
    /// <summary>The table id.</summary>
    internal required string Id { get; init; }

    /// <summary>The name, or null.</summary>
    internal string? Name { get; init; }

    /// <summary>The description, or null.</summary>
    internal string? Description { get; init; }

    /// <summary>The file format; Delta knows only <c>parquet</c>.</summary>
    internal string Provider { get; init; } = "parquet";

    /// <summary>The options of the format, as a JSON object.</summary>
    internal string FormatOptionsJson { get; init; } = "{}";

    /// <summary>The schema's JSON.</summary>
    internal required string SchemaString { get; init; }

    /// <summary>The partition columns in nesting order.</summary>
    internal IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>The table properties.</summary>
    internal IReadOnlyDictionary<string, string> Configuration { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When the table was made, in milliseconds since 1970, or null.</summary>
    internal long? CreatedTime { get; init; }

    /// <summary>Parses the schema.</summary>
    /// <exception cref="DeltaException"><c>LH1204</c>: the files are no Parquet; <c>LH1106</c>: there is no schema; or
    /// the schema cannot be read.</exception>
    internal Metadata Parse()
    {
        if (!string.Equals(Provider, "parquet", StringComparison.OrdinalIgnoreCase))
        {
            throw new DeltaException(
                "LH1204",
                $"The table's files have the format '{Provider}', expected 'parquet'.",
                "Read the table with the software that wrote it."
            );
        }

        if (SchemaString.Length == 0)
        {
            throw new DeltaException(
                "LH1106",
                $"The newest metaData action of the table {Id} has no schemaString, expected a schema.",
                "Wait for the writer's first commit with rows, or restore the damaged commit from a copy."
            );
        }

        return new Metadata(Id, SchemaJson.Read(SchemaString), PartitionColumns, Configuration, Name, Description);
    }
}
