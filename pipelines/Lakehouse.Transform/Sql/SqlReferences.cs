using Lakehouse.Engine;
using Lakehouse.Transform.Caching;

namespace Lakehouse.Transform.Sql;

/// <summary>Finds the tables that SQL reads, and remembers them, so that unchanged models need no parser.</summary>
internal sealed class SqlReferences
{
    private readonly ISqlReader _reader;
    private readonly CacheFile<CachedReferences> _file;
    private readonly SortedDictionary<string, string[]> _known;
    private readonly SortedDictionary<string, string[]> _used = new(StringComparer.Ordinal);

    internal SqlReferences(ISqlReader reader, string warehouseFolder)
    {
        _reader = reader;
        _file = new CacheFile<CachedReferences>(warehouseFolder, "sql-references.json", CacheJson.Default.CachedReferences);
        _known = _file.TryRead() is { Format: CachedReferences.CurrentFormat, Tables: { } tables } ? tables : [];
    }

    /// <summary>Reads one SELECT.</summary>
    /// <param name="sql">The SELECT, parameters still in it.</param>
    internal SqlReading Read(string sql)
    {
        string hash = ContentHash.Of(sql);
        if (_used.TryGetValue(hash, out string[]? names) || _known.TryGetValue(hash, out names))
        {
            _used[hash] = names;
            return new SqlReading.Parsed([.. names.Select(TableName.Parse)]);
        }

        SqlReading reading = _reader.Read(SqlParameters.AsNames(sql));
        if (reading is SqlReading.Parsed parsed)
        {
            _used[hash] = [.. parsed.Tables.Select(table => table.ToString().ToLowerInvariant())];
        }

        return reading;
    }

    /// <summary>Writes down what was read, if that differs from what was known.</summary>
    internal void Save()
    {
        if (_used.Count != _known.Count || _used.Keys.Any(hash => !_known.ContainsKey(hash)))
        {
            _file.TryWrite(new CachedReferences(CachedReferences.CurrentFormat, _used));
        }
    }
}
