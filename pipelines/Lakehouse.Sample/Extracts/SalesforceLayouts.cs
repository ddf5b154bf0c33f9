namespace Lakehouse.Sample.Extracts;

/// <summary>The CRM's files.</summary>
internal static class SalesforceLayouts
{
    private const string Stamp = "SystemModstamp";

    public static readonly ExtractLayout User = new(
        "salesforce.user", "User", Stamp,
        "Id", "Username", "FirstName", "LastName", "Name", "Email", "Title", "Department", "UserRole", "Region__c",
        "ManagerId", "IsActive", "CreatedDate", "SystemModstamp");

    public static readonly ExtractLayout Account = new(
        "salesforce.account", "Account", Stamp,
        "Id", "Name", "Website", "Phone", "Industry", "NumberOfEmployees", "AnnualRevenue", "CurrencyIsoCode",
        "BillingCity", "BillingState", "BillingCountry", "ParentId", "OwnerId", "Type", "IsDeleted", "MasterRecordId",
        "CreatedDate", "LastModifiedDate", "SystemModstamp");

    public static readonly ExtractLayout Contact = new(
        "salesforce.contact", "Contact", Stamp,
        "Id", "AccountId", "FirstName", "LastName", "Email", "Phone", "Title", "Department", "LeadSource",
        "HasOptedOutOfEmail", "OwnerId", "IsDeleted", "MasterRecordId", "CreatedDate", "LastModifiedDate",
        "SystemModstamp");

    public static readonly ExtractLayout Lead = new(
        "salesforce.lead", "Lead", Stamp,
        "Id", "FirstName", "LastName", "Email", "Phone", "Company", "Title", "Website", "Country", "Industry",
        "NumberOfEmployees", "LeadSource", "Status", "IsConverted", "ConvertedDate", "ConvertedAccountId",
        "ConvertedContactId", "ConvertedOpportunityId", "OwnerId", "IsDeleted", "MasterRecordId", "CreatedDate",
        "LastModifiedDate", "SystemModstamp");

    public static readonly ExtractLayout Opportunity = new(
        "salesforce.opportunity", "Opportunity", Stamp,
        "Id", "AccountId", "Name", "StageName", "Amount", "CurrencyIsoCode", "CloseDate", "Probability",
        "ForecastCategoryName", "Type", "LeadSource", "CampaignId", "OwnerId", "ProductFamily__c", "LossReason__c",
        "MergedInto__c", "IsClosed", "IsWon", "IsDeleted", "CreatedDate", "LastModifiedDate", "SystemModstamp");

    public static readonly ExtractLayout OpportunityFieldHistory = new(
        "salesforce.opportunity_field_history", "OpportunityFieldHistory", "CreatedDate",
        "Id", "OpportunityId", "Field", "OldValue", "NewValue", "CreatedById", "CreatedDate");

    public static readonly ExtractLayout OpportunityContactRole = new(
        "salesforce.opportunity_contact_role", "OpportunityContactRole", Stamp,
        "Id", "OpportunityId", "ContactId", "Role", "IsPrimary", "IsDeleted", "CreatedDate", "SystemModstamp");

    public static readonly ExtractLayout Campaign = new(
        "salesforce.campaign", "Campaign", Stamp,
        "Id", "Name", "Type", "Status", "Objective__c", "StartDate", "EndDate", "BudgetedCost", "ActualCost",
        "CurrencyIsoCode", "ParentId", "IsActive", "IsDeleted", "CreatedDate", "SystemModstamp");

    public static readonly ExtractLayout CampaignMember = new(
        "salesforce.campaign_member", "CampaignMember", Stamp,
        "Id", "CampaignId", "ContactId", "LeadId", "Status", "HasResponded", "FirstRespondedDate", "IsDeleted",
        "CreatedDate", "SystemModstamp");

    public static readonly ExtractLayout Task = new(
        "salesforce.task", "Task", Stamp,
        "Id", "WhoId", "WhatId", "AccountId", "OwnerId", "Subject", "TaskSubtype", "Status", "CallDisposition",
        "ActivityDate", "CompletedDateTime", "IsDeleted", "CreatedDate", "SystemModstamp");

    public static readonly ExtractLayout Event = new(
        "salesforce.event", "Event", Stamp,
        "Id", "WhoId", "WhatId", "AccountId", "OwnerId", "Subject", "Type", "StartDateTime", "EndDateTime",
        "Outcome__c", "IsDeleted", "CreatedDate", "SystemModstamp");

    public static readonly ExtractLayout Quota = new(
        "salesforce.quota", "ForecastingQuota", Stamp,
        "Id", "QuotaOwnerId", "StartDate", "QuotaAmount", "CurrencyIsoCode", "SystemModstamp");

    /// <summary>All of them, in the contract's order.</summary>
    public static readonly IReadOnlyList<ExtractLayout> All =
    [
        User, Account, Contact, Lead, Opportunity, OpportunityFieldHistory, OpportunityContactRole, Campaign,
        CampaignMember, Task, Event, Quota,
    ];
}
