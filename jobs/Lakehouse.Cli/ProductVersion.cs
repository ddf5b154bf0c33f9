using System.Reflection;

namespace Lakehouse.Cli;

/// <summary>The version of this build.</summary>
internal static class ProductVersion
{
    /// <summary>The version, for example <c>0.1.0</c>, with the commit after a plus sign where the build knew it.</summary>
    internal static string Text =>
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
