using Lakehouse.Transform.Running;

namespace Lakehouse.Transform.Tests.Support;

internal static class Results
{
    internal static StepResult Of(this TransformResult result, string name) =>
        Assert.Single(result.Steps, step => step.Name.ToString() == name);

    internal static string Statuses(this TransformResult result) =>
        string.Join(' ', result.Steps.Select(step => $"{step.Name}={step.Status.ToText()}"));
}
