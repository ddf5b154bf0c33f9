using System.Buffers;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Schema;

/// <summary>What every schema that this assembly writes must keep.</summary>
internal static class SchemaRules
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" ,;{}()\n\t=");

    /// <summary>Checks a schema and its partition columns before they are written.</summary>
    /// <exception cref="DeltaException"><c>LH1305</c>: a name cannot be written or is doubled, or a partition column
    /// cannot be one.</exception>
    internal static void Require(Metadata metadata, string where) =>
        Require(metadata.Schema, metadata.PartitionColumns, metadata.Configuration, where);

    /// <inheritdoc cref="Require(Metadata, string)"/>
    internal static void Require(
        StructType schema,
        IReadOnlyList<string> partitionColumns,
        IReadOnlyDictionary<string, string> configuration,
        string where
    )
    {
        if (schema.Fields.Count == 0)
        {
            throw Refused($"The schema of '{where}' has no columns, expected at least one.", "Name the columns.");
        }

        bool isMapped = FeatureUse.AskedMapping(configuration) != ColumnMappingMode.None;
        RequireNames(schema, "", where, isMapped);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (string column in partitionColumns)
        {
            StructField field =
                schema.Fields.FirstOrDefault(field => string.Equals(field.Name, column, StringComparison.Ordinal))
                ?? throw Refused(
                    $"The partition column '{column}' of '{where}' is not in the schema, expected one of "
                        + $"{Names(schema)}.",
                    "Correct its name, case included, or leave it in the schema."
                );
            if (field.Type is not (PrimitiveType { Kind: not PrimitiveKind.Void } or DecimalType))
            {
                throw Refused(
                    $"The partition column '{column}' of '{where}' has type {field.Type.ToSql()}, expected a "
                        + "type with single values.",
                    "Partition by another column."
                );
            }

            if (!seen.Add(column))
            {
                throw Refused($"The partition column '{column}' of '{where}' is named twice.", "Name it once.");
            }
        }

        if (seen.Count == schema.Fields.Count)
        {
            throw Refused(
                $"Every column of '{where}' is a partition column, expected at least one that is not.",
                "Leave one out."
            );
        }
    }

    private static void RequireNames(DataType type, string prefix, string where, bool isMapped)
    {
        switch (type)
        {
            case StructType structure:
                HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
                foreach (StructField field in structure.Fields)
                {
                    RequireName(field.Name, prefix, seen, where, isMapped);
                    RequireMetadata(field, prefix, where);
                    RequireNames(field.Type, $"{prefix}{field.Name}.", where, isMapped);
                }

                break;
            case ArrayType array:
                RequireNames(array.Element, prefix + "element.", where, isMapped);
                break;
            case MapType map:
                RequireNames(map.Key, prefix + "key.", where, isMapped);
                RequireNames(map.Value, prefix + "value.", where, isMapped);
                break;
            default:
                break;
        }
    }

    private static void RequireName(
        string name,
        string prefix,
        HashSet<string> seen,
        string where,
        bool isMapped
    )
    {
        // Files of a table with column mapping do not have the name.
        if (name.Length == 0 || (!isMapped && name.AsSpan().ContainsAny(Forbidden)))
        {
            throw Refused(
                $"The column name '{prefix}{name}' of '{where}' is empty or has one of space , ; {{ }} ( ) = tab "
                    + "and line end, which other readers refuse.",
                "Rename the column, for example with underscores."
            );
        }

        if (!seen.Add(name))
        {
            throw Refused(
                $"The column name '{prefix}{name}' of '{where}' is there twice; case makes no difference between "
                    + "names.",
                "Rename one of the two."
            );
        }
    }

    private static void RequireMetadata(StructField field, string prefix, string where)
    {
        if (field.MetadataJson is { } metadata && !JsonText.IsObject(metadata))
        {
            throw Refused(
                $"The metadata of the column '{prefix}{field.Name}' of '{where}' is no JSON object: {metadata}",
                "Write it as a JSON object, for example {\"comment\":\"…\"}."
            );
        }
    }

    private static string Names(StructType schema) => string.Join(", ", schema.Fields.Select(field => field.Name));

    private static DeltaException Refused(string found, string nextStep) => new("LH1305", found, nextStep);
}
