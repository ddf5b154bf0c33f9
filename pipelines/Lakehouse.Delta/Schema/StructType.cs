namespace Lakehouse.Delta.Schema;

/// <summary>A record of named fields; the root of every table schema.</summary>
/// <param name="Fields">The fields in order. Names are unique ignoring case.</param>
public sealed record StructType(IReadOnlyList<StructField> Fields) : DataType
{
    /// <summary>Reads the JSON of a schema, as <c>metaData.schemaString</c> holds it.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The schema; field metadata is kept as it was written.</returns>
    /// <exception cref="DeltaException"><c>LH1302</c>: the text is no schema; <c>LH1303</c>: it has a type that is not
    /// read.</exception>
    public static StructType FromJson(string json) => SchemaJson.Read(json);

    /// <summary>Writes the schema as <c>metaData.schemaString</c> holds it.</summary>
    /// <returns>One line of JSON.</returns>
    public string ToJson() => SchemaJson.Write(this);

    /// <inheritdoc/>
    public override string ToSql() => $"struct({string.Join(", ", Fields.Select(FieldSql))})";

    /// <summary>Compares fields one by one, in order.</summary>
    public bool Equals(StructType? other) => other is not null && Fields.SequenceEqual(other.Fields);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (StructField field in Fields)
        {
            hash.Add(field);
        }

        return hash.ToHashCode();
    }

    private static string FieldSql(StructField field) =>
        $"\"{field.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" {field.Type.ToSql()}";
}
