using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Lakehouse.Testing.Stores;

/// <summary>A test that every store must pass. It skips in a class whose store needs something that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Lakehouse.Testing.Stores.ContractFactDiscoverer", "Lakehouse.Testing")]
public sealed class ContractFactAttribute : FactAttribute;

/// <summary>Marks a class of store tests that needs the S3 server.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsS3Attribute : Attribute;

/// <summary>Makes the test cases of <see cref="ContractFactAttribute"/>.</summary>
/// <param name="sink">Told of what is wrong with a test.</param>
public sealed class ContractFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    /// <inheritdoc/>
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo factAttribute) =>
        new ContractTestCase(
            DiagnosticMessageSink,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            testMethod);
}

/// <summary>A test case that looks at its class before it runs.</summary>
public sealed class ContractTestCase : XunitTestCase
{
    /// <summary>Made by the runner, which then fills it.</summary>
    [Obsolete("For the runner alone.")]
    public ContractTestCase()
    {
    }

    /// <summary>Makes a test case.</summary>
    /// <param name="sink">Told of what is wrong with it.</param>
    /// <param name="display">How it is named.</param>
    /// <param name="options">How it is named, in detail.</param>
    /// <param name="method">Its method.</param>
    public ContractTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method)
    {
    }

    /// <inheritdoc/>
    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsS3Attribute)).Any() ? S3FactAttribute.WhySkipped! : null!;
}
