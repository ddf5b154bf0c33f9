using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Commit;

/// <summary>Says whether a column may be null.</summary>
/// <param name="Path">The names from the root to the column; one for a column of the table.</param>
/// <param name="IsNullable">Whether it may be null from now on.</param>
/// <param name="AreRowsChecked">
/// Whether every row of the basis was found to have a value. Only a table without rows takes a column that may not be
/// null and was not looked at; no matter for one that may be.
/// </param>
public sealed record SetNullability(IReadOnlyList<string> Path, bool IsNullable, bool AreRowsChecked) : TableAlteration
{
    /// <inheritdoc/>
    internal override string Operation => "CHANGE COLUMN";

    /// <inheritdoc/>
    internal override bool ReadsRows => !IsNullable;

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string> Parameters =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["column"] = JsonText.Compose(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("name", string.Join('.', Path));
                writer.WriteBoolean("nullable", IsNullable);
                writer.WriteEndObject();
            }),
        };

    /// <inheritdoc/>
    internal override MetadataText Apply(Snapshot basis)
    {
        if (!IsNullable && !AreRowsChecked && basis.Files.Count > 0)
        {
            throw new DeltaException(
                "LH1715",
                $"The column '{string.Join('.', Path)}' was not looked for nulls in the {basis.Files.Count} files that "
                    + $"'{basis.Root}' has.",
                "Set it with the operations of an engine, which read the rows first."
            );
        }

        StructType schema = ColumnChange.At(basis, Path, field => field with { IsNullable = IsNullable });
        return basis.MetadataText with { SchemaString = schema.ToJson() };
    }
}
