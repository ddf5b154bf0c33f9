using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Commit;

/// <summary>
/// Sets properties of a table. One that needs a feature of the protocol adds it; <c>delta.columnMapping.mode</c> can be
/// set to <c>name</c> where it is not set, and gives the columns that are there their ids.
/// </summary>
/// <param name="Properties">The properties, by name.</param>
public sealed record SetProperties(IReadOnlyDictionary<string, string> Properties) : TableAlteration
{
    private const string MappingKey = "delta.columnMapping.mode";

    /// <inheritdoc/>
    internal override string Operation => "SET TBLPROPERTIES";

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string> Parameters =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["properties"] = JsonText.Compose(writer =>
            {
                writer.WriteStartObject();
                foreach ((string key, string value) in Properties)
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }),
        };

    /// <inheritdoc/>
    internal override MetadataText Apply(Snapshot basis)
    {
        KnownProperties.Require(Properties);
        Dictionary<string, string> configuration = new(basis.Metadata.Configuration, StringComparer.Ordinal);
        foreach ((string key, string value) in Properties)
        {
            configuration[key] = value;
        }

        MetadataText text = basis.MetadataText with { Configuration = OwnTimes.Settled(configuration) };
        ColumnMappingMode before = basis.ColumnMapping;
        ColumnMappingMode after = FeatureUse.AskedMapping(configuration);
        if (after == before)
        {
            return text;
        }

        if (before != ColumnMappingMode.None || after != ColumnMappingMode.Name)
        {
            throw new DeltaException(
                "LH1424",
                $"Found the value '{configuration[MappingKey]}' of {MappingKey} for '{basis.Root}', which has "
                    + $"'{before}'; expected 'name' for a table that has none: its files have no ids.",
                "Leave the property, or write the rows into a new table that has it."
            );
        }

        StructType schema = MappedColumns.Assign(basis.Schema, highestId: 0, ids: null);
        return MappedColumns.WithHighestId(text with { SchemaString = schema.ToJson() }, schema);
    }
}
