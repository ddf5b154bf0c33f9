namespace Lakehouse.Sample.Crm;

/// <summary>Whom and what an activity is about.</summary>
/// <param name="WhoId">A contact or a lead, or null.</param>
/// <param name="WhatId">A deal or an account, or null.</param>
/// <param name="AccountId">The account, or null.</param>
/// <param name="OwnerId">Who does it.</param>
internal readonly record struct ActivityTarget(string? WhoId, string? WhatId, string? AccountId, string OwnerId);
