namespace Lakehouse.Project;

/// <summary>A value that SQL may use as <c>$name</c>.</summary>
/// <param name="SqlType">Its type: string, bigint, decimal(p,s), double, boolean, date or timestamp.</param>
/// <param name="Text">Its value as text; null for NULL.</param>
public sealed record ProjectParameter(string SqlType, string? Text);
