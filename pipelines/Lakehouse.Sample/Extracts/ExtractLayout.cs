namespace Lakehouse.Sample.Extracts;

/// <summary>What the files of one entity look like.</summary>
internal sealed class ExtractLayout
{
    private readonly Dictionary<string, int> _positions;

    /// <summary>Describes an entity's files.</summary>
    /// <param name="entity">The entity as <c>source.entity</c>.</param>
    /// <param name="filePrefix">What file names begin with.</param>
    /// <param name="cursor">The column that says when a row changed.</param>
    /// <param name="columns">
    /// The columns in order. In NDJSON a name that ends in <c>#</c> is written as a number, in <c>?</c> as a boolean.
    /// </param>
    public ExtractLayout(string entity, string filePrefix, string cursor, params string[] columns)
    {
        Entity = entity;
        Source = entity[..entity.IndexOf('.', StringComparison.Ordinal)];
        FilePrefix = filePrefix;
        IsBare = [.. columns.Select(column => column[^1] is '#' or '?')];
        Columns = [.. columns.Select(column => column.TrimEnd('#', '?'))];
        _positions = Columns.Select((name, index) => (name, index))
            .ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        CursorPosition = _positions[cursor];
    }

    /// <summary>The entity as <c>source.entity</c>.</summary>
    public string Entity { get; }

    /// <summary>The source, also the folder of its files.</summary>
    public string Source { get; }

    /// <summary>What file names begin with.</summary>
    public string FilePrefix { get; }

    /// <summary>Whether files are gzip-compressed NDJSON rather than CSV.</summary>
    public bool IsNdjson => Source == "hubspot";

    /// <summary>What file names end with.</summary>
    public string FileEnding => IsNdjson ? ".ndjson.gz" : ".csv";

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Which columns NDJSON writes without quotes.</summary>
    public IReadOnlyList<bool> IsBare { get; }

    /// <summary>Where the cursor stands among the columns.</summary>
    public int CursorPosition { get; }

    /// <summary>Where a column stands.</summary>
    /// <param name="column">Its name.</param>
    public int this[string column] => _positions[column];

    /// <summary>Whether there is such a column.</summary>
    /// <param name="column">Its name.</param>
    public bool Has(string column) => _positions.ContainsKey(column);

    /// <summary>A row with the named values; the others are null.</summary>
    /// <param name="values">Column and value.</param>
    public string?[] Row(params ReadOnlySpan<(string Column, string? Value)> values)
    {
        string?[] row = new string?[Columns.Count];
        foreach ((string column, string? value) in values)
        {
            row[_positions[column]] = value;
        }

        return row;
    }
}
