using Lakehouse.Delta;

namespace Lakehouse.Publish;

/// <summary>A release cannot be given to readers. Codes <c>LH6000</c> to <c>LH6999</c>.</summary>
/// <inheritdoc cref="LakehouseException(string, string, string, Exception?)"/>
public sealed class PublishException(string code, string found, string nextStep, Exception? cause = null)
    : LakehouseException(code, found, nextStep, cause);
