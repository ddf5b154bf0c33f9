using System.IO.Enumeration;
using Lakehouse.Engine;

namespace Lakehouse.Transform.Selection;

/// <summary>Matches names with <c>*</c> and <c>?</c>.</summary>
internal static class NamePattern
{
    /// <summary>Whether a table's name, with or without its schema, fits.</summary>
    internal static bool Fits(string pattern, TableName name) => Fits(pattern, name.ToString()) || Fits(pattern, name.Name);

    /// <summary>Whether a text fits, whatever its case.</summary>
    internal static bool Fits(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
}
