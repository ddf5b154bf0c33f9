namespace Lakehouse.Project;

/// <summary>A file of a project after overlay.</summary>
/// <param name="RelativePath">The path below the project's folder, <c>/</c> between folders: <c>sql/gold/pipeline/win_loss.sql</c>.</param>
/// <param name="FullPath">The absolute path of the file that counts.</param>
/// <param name="IsOverride">Whether the project's own file stands before one of the reference project.</param>
public sealed record ProjectFile(string RelativePath, string FullPath, bool IsOverride);
