using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Lakehouse.Transform.Yaml;

/// <summary>What a YAML scalar says: its text, or null.</summary>
internal static class YamlScalar
{
    /// <summary>The text; null for <c>~</c>, <c>null</c> and nothing at all, unless quoted.</summary>
    internal static string? TextOf(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "null" or "~" or "Null" or "NULL" ? null : scalar.Value;
}
