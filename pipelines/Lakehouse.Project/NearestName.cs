using Lakehouse.Delta.Text;

namespace Lakehouse.Project;

/// <summary>Finds what somebody probably meant by a name that does not exist.</summary>
public static class NearestName
{
    /// <inheritdoc cref="NearName.Of"/>
    public static string? Of(string written, IEnumerable<string> known) => NearName.Of(written, known);
}
