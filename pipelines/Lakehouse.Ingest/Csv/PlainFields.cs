using System.Text;

namespace Lakehouse.Ingest.Csv;

/// <summary>Finds out, field by field, which columns of a file the engine's own reader may parse, and whether its keys rise.</summary>
/// <param name="forms">The form of each of the file's columns.</param>
/// <param name="quote">The quote.</param>
/// <param name="keyColumn">The column that alone is the key and is a text; negative where there is none.</param>
internal sealed class PlainFields(IReadOnlyList<PlainForm> forms, byte quote, int keyColumn)
{
    private const int MaxKeyBytes = 64;

    private readonly PlainForm[] _forms = [.. forms];
    private readonly bool[] _isWatched = [.. forms.Select((form, index) => form.Kind != PlainKind.Text || index == keyColumn)];
    private readonly bool[] _isOther = new bool[forms.Count];
    private readonly byte[] _lastKey = new byte[MaxKeyBytes];
    private int _lastKeyLength;

    /// <summary>Whether a column has to be looked at.</summary>
    public ReadOnlySpan<bool> Watched => _isWatched;

    /// <summary>Whether each record's key is greater than that of the one before, by its bytes, so that no two are equal.</summary>
    public bool KeysRise { get; private set; } = keyColumn >= 0;

    /// <summary>Whether all fields of a column had its form.</summary>
    /// <param name="column">The file's column, from 0.</param>
    /// <returns>False for columns of text.</returns>
    public bool IsPlain(int column) => _forms[column].Kind != PlainKind.Text && !_isOther[column];

    /// <summary>Whether some text is of a column's form.</summary>
    /// <param name="column">The file's column, from 0.</param>
    /// <param name="text">The text.</param>
    /// <returns>True when it is.</returns>
    public bool Fits(int column, string text) => text.Length > 0 && _forms[column].Fits(Encoding.UTF8.GetBytes(text));

    /// <summary>Looks at a field.</summary>
    /// <param name="field">Its bytes, quotes included.</param>
    /// <param name="column">The file's column, from 0; a watched one.</param>
    public void Look(ReadOnlySpan<byte> field, int column)
    {
        if (column == keyColumn)
        {
            LookAtKey(field);
        }

        if (_isOther[column])
        {
            return;
        }

        if (field.Length > 1 && field[0] == quote)
        {
            field = field[1..^1];
        }

        if (field.Length > 0 && !_forms[column].Fits(field))
        {
            _isOther[column] = true;
        }
    }

    private void LookAtKey(ReadOnlySpan<byte> key)
    {
        if (!KeysRise)
        {
            return;
        }

        KeysRise = key.Length is > 0 and <= MaxKeyBytes
            && key[0] != quote
            && key.SequenceCompareTo(_lastKey.AsSpan(0, _lastKeyLength)) > 0;
        key[..Math.Min(key.Length, MaxKeyBytes)].CopyTo(_lastKey);
        _lastKeyLength = Math.Min(key.Length, MaxKeyBytes);
    }
}
