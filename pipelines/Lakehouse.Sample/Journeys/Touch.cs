using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Journeys;

/// <summary>A person of a company meets the sample company.</summary>
/// <param name="At">When.</param>
/// <param name="Person">Who.</param>
/// <param name="Campaign">Through what.</param>
/// <param name="IsResponse">Whether it leaves the person's name.</param>
/// <param name="Stage">Where the company stood.</param>
internal readonly record struct Touch(
    DateTime At,
    Person Person,
    Campaign Campaign,
    bool IsResponse,
    JourneyStage Stage);
