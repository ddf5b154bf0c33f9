using Lakehouse.Project;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Lakehouse.Transform.Yaml;

/// <summary>A mapping in a model's header or in a model test, which knows its place in the file for every complaint.</summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node;

    internal YamlMap(string file, YamlMappingNode node)
    {
        File = file;
        _node = node;
    }

    /// <summary>The file, as errors show it.</summary>
    internal string File { get; }

    /// <summary>The line at which the mapping starts, from 1.</summary>
    internal int Line => (int)_node.Start.Line;

    /// <summary>The keys in the file's order.</summary>
    internal IEnumerable<string> Keys => _node.Children.Keys.Select(KeyText);

    /// <summary>Reads text whose root is a mapping.</summary>
    /// <param name="text">The text; lines are counted from its first.</param>
    /// <param name="file">The file that errors name.</param>
    /// <exception cref="TransformException"><c>LH4002</c>: the text is not YAML, or its root is not a mapping.</exception>
    internal static YamlMap Parse(string text, string file)
    {
        YamlStream stream = [];
        try
        {
            using StringReader reader = new(text);
            stream.Load(reader);
        }
        catch (YamlException fault)
        {
            throw new TransformException(
                "LH4002",
                $"found text that is not YAML at {file}:{fault.Start.Line}:{fault.Start.Column} ({fault.Message})"
                    + ", expected keys and values.",
                "Mend the line; indentation is two spaces, and texts with ': ' or ' #' need quotes.",
                fault);
        }

        YamlNode? root = stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        return root as YamlMappingNode is { } mapping
            ? new YamlMap(file, mapping)
            : throw new TransformException(
                "LH4002",
                $"found no mapping at {file}:{root?.Start.Line ?? 1}:{root?.Start.Column ?? 1}, expected keys and values.",
                "Write 'key: value' lines.");
    }

    /// <summary>Refuses keys that nobody reads, which are most often misspelt.</summary>
    /// <exception cref="TransformException"><c>LH4003</c>: a key is not among the known ones.</exception>
    internal void AllowOnly(params IReadOnlyList<string> known)
    {
        foreach (YamlNode node in _node.Children.Keys)
        {
            string key = KeyText(node);
            if (!known.Contains(key, StringComparer.Ordinal))
            {
                string other = NearestName.Of(key, known) is { } near ? $"Did you mean '{near}'?" : "Remove it.";
                throw new TransformException(
                    "LH4003",
                    $"found the key '{key}' at {Place(node)}, expected one of {string.Join(", ", known)}.",
                    key.Contains(' ', StringComparison.Ordinal) ? "Put a text that has a comma in quotes." : other);
            }
        }
    }

    /// <summary>Whether the key is there, even with a null value.</summary>
    internal bool Has(string key) => Find(key) is not null;

    /// <summary>The value as it is, or null where the key is absent.</summary>
    internal YamlNode? Find(string key) => _node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? value : null;

    /// <summary>A text, or null where the key or its value is absent.</summary>
    /// <exception cref="TransformException"><c>LH4004</c>: the value is a list or a mapping.</exception>
    internal string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar => YamlScalar.TextOf(scalar),
        { } other => throw Unexpected(key, other, "a text"),
    };

    /// <summary>A text that must be there.</summary>
    /// <exception cref="TransformException"><c>LH4005</c>: it is absent.</exception>
    internal string RequiredText(string key) => Text(key) is { Length: > 0 } text ? text : throw Absent(key);

    /// <summary>A list of texts; a single text counts as a list of one; empty where the key is absent.</summary>
    /// <exception cref="TransformException"><c>LH4004</c>: the value holds something else than texts.</exception>
    internal IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        YamlScalarNode scalar => YamlScalar.TextOf(scalar) is { } text ? [text] : [],
        YamlSequenceNode list => [.. list.Children.Select(item =>
            item is YamlScalarNode scalar && YamlScalar.TextOf(scalar) is { } text
                ? text
                : throw Unexpected(key, item, "a list of texts"))],
        { } other => throw Unexpected(key, other, "a list of texts"),
    };

    /// <summary>A mapping inside this one, or null where the key or its value is absent.</summary>
    /// <exception cref="TransformException"><c>LH4004</c>: the value is not a mapping.</exception>
    internal YamlMap? Map(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar when YamlScalar.TextOf(scalar) is null => null,
        YamlMappingNode mapping => new YamlMap(File, mapping),
        { } other => throw Unexpected(key, other, "a mapping"),
    };

    /// <summary>A mapping that must be there.</summary>
    /// <exception cref="TransformException"><c>LH4004</c>, <c>LH4005</c>.</exception>
    internal YamlMap RequiredMap(string key) => Map(key) ?? throw Absent(key);

    /// <summary>A list of mappings; empty where the key or its value is absent.</summary>
    /// <exception cref="TransformException"><c>LH4004</c>: the value holds something else.</exception>
    internal IReadOnlyList<YamlMap> Maps(string key) => Find(key) switch
    {
        null => [],
        YamlScalarNode scalar when YamlScalar.TextOf(scalar) is null => [],
        YamlSequenceNode list => [.. list.Children.Select(item =>
            item is YamlMappingNode mapping ? new YamlMap(File, mapping) : throw Unexpected(key, item, "a list of mappings"))],
        { } other => throw Unexpected(key, other, "a list of mappings"),
    };

    /// <summary>Where a key's value stands: <c>file:line:column</c>; the mapping's own place where the key is absent.</summary>
    internal string Where(string key) => Place(Find(key) ?? _node);

    /// <summary>Where the mapping stands.</summary>
    internal string Where() => Place(_node);

    /// <summary>Says that a value is not what it should be.</summary>
    internal TransformException Unexpected(string key, YamlNode found, string expected)
    {
        string what = found is YamlScalarNode scalar ? $"'{scalar.Value}'" : $"a {found.NodeType}";
        return new TransformException("LH4004", $"found {what} for '{key}' at {Place(found)}, expected {expected}.", "Mend the value.");
    }

    /// <summary>Says that a key is missing.</summary>
    internal TransformException Absent(string key) =>
        new("LH4005", $"found no '{key}' in the mapping at {Place(_node)}, expected one.", $"Add '{key}:' to it.");

    private static string KeyText(YamlNode key) => (key as YamlScalarNode)?.Value ?? string.Empty;

    private string Place(YamlNode node) => $"{File}:{node.Start.Line}:{node.Start.Column}";
}
