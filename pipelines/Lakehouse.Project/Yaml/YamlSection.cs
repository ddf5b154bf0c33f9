using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Lakehouse.Project.Yaml;

/// <summary>A mapping of a YAML file that knows its file, line and path, so that every complaint can name them.</summary>
/// <remarks>Keys are case-sensitive. Immutable; safe to share between threads.</remarks>
public sealed class YamlSection
{
    private readonly YamlMappingNode _node;

    private YamlSection(string file, string path, YamlMappingNode node)
    {
        File = file;
        Path = path;
        _node = node;
    }

    /// <summary>The file, as errors show it.</summary>
    public string File { get; }

    /// <summary>Where in the file: keys joined by dots; empty at the root.</summary>
    public string Path { get; }

    /// <summary>The line at which the mapping starts, from 1.</summary>
    public int Line => (int)_node.Start.Line;

    /// <summary>The keys in the file's order.</summary>
    public IReadOnlyList<string> Keys => [.. _node.Children.Keys.Select(key => ((YamlScalarNode)key).Value ?? string.Empty)];

    /// <summary>Reads a file whose root is a mapping.</summary>
    /// <param name="file">The file's path.</param>
    /// <returns>The root; a mapping without keys for an empty file.</returns>
    /// <exception cref="ProjectException"><c>LH5010</c>: the file is not YAML, or its root is not a mapping.</exception>
    public static YamlSection Load(string file)
    {
        using StreamReader reader = new(file);
        return Parse(reader, file, firstLine: 1);
    }

    /// <summary>Reads text whose root is a mapping.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">The file that errors name.</param>
    /// <param name="firstLine">The line of the file at which the text begins, from 1.</param>
    /// <returns>The root; a mapping without keys for empty text.</returns>
    /// <exception cref="ProjectException"><c>LH5010</c>: the text is not YAML, or its root is not a mapping.</exception>
    public static YamlSection Parse(TextReader reader, string file, int firstLine)
    {
        YamlStream stream = [];
        try
        {
            stream.Load(reader);
        }
        catch (YamlException fault)
        {
            long line = fault.Start.Line + firstLine - 1;
            throw new ProjectException(
                "LH5010",
                $"found text that is not YAML at {file}:{line}:{fault.Start.Column} ({fault.Message}), expected a mapping.",
                "Mend the line; indentation is two spaces and texts with ': ' or '#' need quotes.",
                fault);
        }

        YamlNode root = stream.Documents.Count == 0 ? new YamlMappingNode() : stream.Documents[0].RootNode;
        return root switch
        {
            YamlMappingNode mapping => new YamlSection(file, string.Empty, mapping),
            YamlScalarNode { Value: null or "" } => new YamlSection(file, string.Empty, []),
            _ => throw new ProjectException(
                "LH5010",
                $"found a {root.NodeType} at {file}:{firstLine}, expected a mapping of keys to values.",
                "Write 'key: value' lines."),
        };
    }

    /// <summary>Refuses keys that nobody reads, which are most often misspelt.</summary>
    /// <param name="known">The keys that are read.</param>
    /// <exception cref="ProjectException"><c>LH5011</c>: a key is not among them.</exception>
    public void AllowOnly(params IReadOnlyList<string> known)
    {
        foreach ((YamlNode keyNode, _) in _node.Children)
        {
            string key = ((YamlScalarNode)keyNode).Value ?? string.Empty;
            if (!known.Contains(key, StringComparer.Ordinal))
            {
                string nearest = NearestName.Of(key, known) is { } name ? $"Did you mean '{name}'?" : "Remove it.";
                throw new ProjectException(
                    "LH5011",
                    $"found the key '{Join(key)}' at {File}:{keyNode.Start.Line}, expected one of {string.Join(", ", known)}.",
                    nearest);
            }
        }
    }

    /// <summary>Whether a key is there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True when the mapping has it, even with a null value.</returns>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>A text.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text, or null where the key or its value is absent.</returns>
    /// <exception cref="ProjectException"><c>LH5012</c>: the value is a list or a mapping.</exception>
    public string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar => IsNull(scalar) ? null : scalar.Value,
        { } other => throw Unexpected(key, other, "a text"),
    };

    /// <summary>A text that must be there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text, not empty.</returns>
    /// <exception cref="ProjectException"><c>LH5013</c>: it is absent.</exception>
    public string RequiredText(string key) => Text(key) is { Length: > 0 } text ? text : throw Absent(key);

    /// <summary>A number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="lowest">The lowest number allowed.</param>
    /// <param name="highest">The highest number allowed.</param>
    /// <returns>The number, or null where the key is absent.</returns>
    /// <exception cref="ProjectException"><c>LH5012</c>: the value is not a number in the range.</exception>
    public double? Number(string key, double lowest, double highest)
    {
        string? text = Text(key);
        if (text is null)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number >= lowest && number <= highest
            ? number
            : throw Unexpected(key, Find(key)!, string.Create(CultureInfo.InvariantCulture, $"a number in [{lowest}, {highest}]"));
    }

    /// <summary>A whole number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="lowest">The least that is accepted.</param>
    /// <param name="highest">The most that is accepted.</param>
    /// <returns>The number, or null where the key is absent.</returns>
    /// <exception cref="ProjectException"><c>LH5012</c>: the value is not a whole number in the range.</exception>
    public long? WholeNumber(string key, long lowest, long highest)
    {
        string? text = Text(key);
        if (text is null)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= lowest && number <= highest
            ? number
            : throw Unexpected(key, Find(key)!, string.Create(CultureInfo.InvariantCulture, $"a whole number from {lowest} to {highest}"));
    }

    /// <summary>Yes or no.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The answer, or null where the key is absent.</returns>
    /// <exception cref="ProjectException"><c>LH5012</c>: the value is neither true nor false.</exception>
    public bool? Boolean(string key) => Text(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Unexpected(key, Find(key)!, "true or false"),
    };

    /// <summary>A list of texts; a single text counts as a list of one.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The texts; empty where the key is absent.</returns>
    /// <exception cref="ProjectException"><c>LH5012</c>: the value holds something else than texts.</exception>
    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        YamlScalarNode scalar => IsNull(scalar) ? [] : [scalar.Value ?? string.Empty],
        YamlSequenceNode list => [.. list.Children.Select(item =>
            item is YamlScalarNode { Value: { } text } ? text : throw Unexpected(key, item, "a list of texts"))],
        { } other => throw Unexpected(key, other, "a list of texts"),
    };

    /// <summary>A mapping inside this one.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The mapping, or null where the key or its value is absent.</returns>
    /// <exception cref="ProjectException"><c>LH5012</c>: the value is not a mapping.</exception>
    public YamlSection? Section(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar when IsNull(scalar) => null,
        YamlMappingNode mapping => new YamlSection(File, Join(key), mapping),
        { } other => throw Unexpected(key, other, "a mapping"),
    };

    /// <summary>A mapping that must be there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The mapping.</returns>
    /// <exception cref="ProjectException"><c>LH5013</c>: it is absent.</exception>
    public YamlSection RequiredSection(string key) => Section(key) ?? throw Absent(key);

    /// <summary>Whether a value is a mapping rather than a text or a list.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True for a mapping.</returns>
    public bool IsSection(string key) => Find(key) is YamlMappingNode;

    /// <summary>Where a key stands, for an error of the caller's own.</summary>
    /// <param name="key">The key.</param>
    /// <returns><c>file:line</c>.</returns>
    public string Where(string key) => $"{File}:{(Find(key) ?? _node).Start.Line}";

    private static bool IsNull(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "null" or "~";

    private YamlNode? Find(string key) => _node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? value : null;

    private string Join(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private ProjectException Absent(string key) => new(
        "LH5013",
        $"found no '{Join(key)}' at {File}:{Line}, expected one.",
        $"Add '{key}:' to that mapping.");

    private ProjectException Unexpected(string key, YamlNode found, string expected)
    {
        string what = found is YamlScalarNode scalar ? $"'{scalar.Value}'" : $"a {found.NodeType}";
        return new ProjectException(
            "LH5012",
            $"found {what} for '{Join(key)}' at {File}:{found.Start.Line}, expected {expected}.",
            "Mend the value.");
    }
}
