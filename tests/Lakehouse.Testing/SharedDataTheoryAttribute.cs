using Xunit;

namespace Lakehouse.Testing;

/// <summary>A theory that needs something the repository does not hold; it skips with the reason where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <summary>Marks a theory.</summary>
    /// <param name="relativePath">What it needs, below the shared folder.</param>
    public SharedDataTheoryAttribute(string relativePath)
    {
        RelativePath = relativePath;
        if (SharedData.Find(relativePath) is null && Environment.GetEnvironmentVariable("LAKEHOUSE_REQUIRE_SHARED") != "1")
        {
            Skip = SharedData.WhyAbsent(relativePath);
        }
    }

    /// <summary>What the theory needs.</summary>
    public string RelativePath { get; }
}
