using System.Diagnostics;

namespace Lakehouse.Transform.Models;

/// <summary>A kind as headers write it.</summary>
internal static class ModelKindText
{
    internal static string ToText(this ModelKind kind) => kind switch
    {
        ModelKind.Full => "full",
        ModelKind.ByKey => "by_key",
        ModelKind.ByPeriod => "by_period",
        ModelKind.Append => "append",
        _ => throw new UnreachableException(),
    };
}
