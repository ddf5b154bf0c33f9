namespace Lakehouse.Sample.World;

/// <summary>How marketing and sales reach people.</summary>
internal enum Channel
{
    PaidSocial,
    PaidSearch,
    Email,
    Webinar,
    Event,
    Content,
    DirectMail,
    Outbound,
}
