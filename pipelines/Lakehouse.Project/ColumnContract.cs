using System.Buffers;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Project;

/// <summary>A contracted column.</summary>
/// <param name="Name">The name in the file's header.</param>
/// <param name="Type">The type that every value must have.</param>
/// <param name="IsRequired">Whether a row without a value is quarantined.</param>
/// <param name="Description">What it holds, or null.</param>
public sealed record ColumnContract(string Name, DataType Type, bool IsRequired = false, string? Description = null)
{
    private static readonly SearchValues<char> Unfit = SearchValues.Create(" ,;{}()=\t\r\n");

    /// <summary>The name of the bronze table's column.</summary>
    public string ColumnName => ToColumnName(Name);

    /// <summary>Makes a column's name of a header's: each of the characters that Delta tables do not allow in one becomes <c>_</c>.</summary>
    /// <param name="headerName">The name in the header, for example <c>Lead Source</c>.</param>
    /// <returns>The column's name, for example <c>Lead_Source</c>.</returns>
    public static string ToColumnName(string headerName) =>
        headerName.AsSpan().ContainsAny(Unfit) ? string.Concat(headerName.Select(letter => Unfit.Contains(letter) ? '_' : letter)) : headerName;
}
