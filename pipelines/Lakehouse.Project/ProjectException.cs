using Lakehouse.Delta;

namespace Lakehouse.Project;

/// <summary>A project's files cannot be used as they are. Codes <c>LH5000</c> to <c>LH5999</c>.</summary>
/// <inheritdoc cref="LakehouseException(string, string, string, Exception?)"/>
public sealed class ProjectException(string code, string found, string nextStep, Exception? cause = null)
    : LakehouseException(code, found, nextStep, cause);
