using Lakehouse.Delta.Schema;
using Lakehouse.Ingest.Csv;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Inspection;

/// <summary>Decides which columns of a delimited file the engine's own reader may parse.</summary>
internal static class PlainColumns
{
    /// <summary>Prepares the look at a file's fields.</summary>
    /// <param name="entity">The contract.</param>
    /// <param name="names">The header's names.</param>
    /// <param name="dialect">The dialect.</param>
    /// <returns>What looks at them.</returns>
    public static PlainFields Of(EntityContract entity, IReadOnlyList<string> names, CsvDialect dialect)
    {
        ColumnContract?[] contracts = [.. names.Select(name => Find(entity, name))];
        int key = entity.Key.Count == 1
            ? Array.FindIndex(contracts, contract => contract?.Name == entity.Key[0] && contract.Type is PrimitiveType { Kind: PrimitiveKind.String })
            : -1;
        return new PlainFields([.. contracts.Select(contract => contract is null ? default : PlainForm.Of(contract.Type))], dialect.Quote, key);
    }

    /// <summary>Whether the engine's own reader may parse a column.</summary>
    /// <param name="entity">The contract.</param>
    /// <param name="fields">What looked at the fields.</param>
    /// <param name="column">The column's place in the file.</param>
    /// <returns>False for text, for other spellings, and where a text that means null looks like a value.</returns>
    public static bool IsPlain(EntityContract entity, PlainFields fields, int column) =>
        fields.IsPlain(column) && !entity.Format.NullTexts.Any(text => fields.Fits(column, text));

    private static ColumnContract? Find(EntityContract entity, string name) =>
        entity.Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
}
