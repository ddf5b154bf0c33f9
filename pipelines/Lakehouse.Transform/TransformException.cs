using Lakehouse.Delta;

namespace Lakehouse.Transform;

/// <summary>A model, a definition or a run of them cannot go on as asked. Codes <c>LH4000</c> to <c>LH4999</c>.</summary>
/// <inheritdoc cref="LakehouseException(string, string, string, Exception?)"/>
public sealed class TransformException(string code, string found, string nextStep, Exception? cause = null)
    : LakehouseException(code, found, nextStep, cause)
{
    /// <summary>Every fault, when several were found at once (<c>LH4000</c>); otherwise empty.</summary>
    public IReadOnlyList<TransformException> Faults { get; private init; } = [];

    /// <summary>Puts faults that were found together into one exception.</summary>
    /// <param name="faults">The faults, at least one.</param>
    /// <returns>The fault itself when it is the only one, else <c>LH4000</c> with all of them.</returns>
    public static TransformException Of(IReadOnlyList<TransformException> faults)
    {
        if (faults is [var only])
        {
            return only;
        }

        string list = string.Join('\n', faults.Select(fault => "  " + fault.Message));
        return new TransformException(
            "LH4000",
            $"found {faults.Count} faults in the project's models and definitions, expected none:\n{list}\n",
            "Mend them; nothing was run.")
        {
            Faults = faults,
        };
    }
}
