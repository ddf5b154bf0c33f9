using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Commit;

/// <summary>Takes properties of a table away, so that their defaults hold. The protocol stays as it is.</summary>
/// <param name="Names">The properties' names, case included.</param>
public sealed record UnsetProperties(IReadOnlyList<string> Names) : TableAlteration
{
    /// <inheritdoc/>
    internal override string Operation => "UNSET TBLPROPERTIES";

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string> Parameters =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["properties"] = JsonText.Compose(writer =>
            {
                writer.WriteStartArray();
                foreach (string name in Names)
                {
                    writer.WriteStringValue(name);
                }

                writer.WriteEndArray();
            }),
            ["ifExists"] = "false",
        };

    /// <inheritdoc/>
    internal override MetadataText Apply(Snapshot basis)
    {
        Dictionary<string, string> configuration = new(basis.Metadata.Configuration, StringComparer.Ordinal);
        foreach (string name in Names)
        {
            KnownProperties.RequireUnsettable(name);
            if (!configuration.Remove(name))
            {
                throw new DeltaException(
                    "LH1208",
                    $"Found no property '{name}' on '{basis.Root}', expected "
                        + (
                            configuration.Count == 0
                                ? "a table with properties."
                                : $"one of {string.Join(", ", configuration.Keys.Order(StringComparer.Ordinal))}."
                        ),
                    KnownProperties.Suggestion(name, configuration.Keys) ?? "Correct the name."
                );
            }
        }

        return basis.MetadataText with { Configuration = OwnTimes.Settled(configuration) };
    }
}
