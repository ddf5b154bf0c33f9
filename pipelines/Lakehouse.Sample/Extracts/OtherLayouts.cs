namespace Lakehouse.Sample.Extracts;

/// <summary>The files of marketing automation, of the advertising platforms and of finance.</summary>
internal static class OtherLayouts
{
    public static readonly ExtractLayout EmailEvent = new(
        "hubspot.email_event", "email_event", "created",
        "id", "type", "created", "recipient", "email_campaign_id", "email_campaign_name", "url", "user_agent",
        "ip_address", "filtered_event?");

    public static readonly ExtractLayout FormSubmission = new(
        "hubspot.form_submission", "form_submission", "submitted_at",
        "conversion_id", "form_id", "title", "submitted_at", "email", "firstname", "lastname", "company", "country",
        "page_url", "utm_source", "utm_medium", "utm_campaign", "how_did_you_hear_about_us");

    public static readonly ExtractLayout PageView = new(
        "hubspot.page_view", "page_view", "occurred_at",
        "id", "visitor_id", "email", "occurred_at", "url", "referrer", "utm_source", "utm_medium", "utm_campaign",
        "dwell_seconds#", "user_agent");

    public static readonly ExtractLayout LinkedInAccount = new(
        "linkedin_ads.account", "account", "last_modified_time",
        "id", "name", "currency", "status", "created_time", "last_modified_time");

    public static readonly ExtractLayout LinkedInCampaignGroup = new(
        "linkedin_ads.campaign_group", "campaign_group", "last_modified_time",
        "id", "account_id", "name", "status", "created_time", "last_modified_time");

    public static readonly ExtractLayout LinkedInCampaign = new(
        "linkedin_ads.campaign", "campaign_history", "last_modified_time",
        "id", "account_id", "campaign_group_id", "name", "objective_type", "status", "created_time",
        "last_modified_time");

    public static readonly ExtractLayout LinkedInAnalytics = new(
        "linkedin_ads.ad_analytics_by_campaign", "ad_analytics_by_campaign", "day",
        "campaign_id", "day", "impressions", "clicks", "cost_in_local_currency", "external_website_conversions",
        "one_click_leads");

    public static readonly ExtractLayout GoogleCustomer = new(
        "google_ads.customer", "customer", "updated_at",
        "id", "descriptive_name", "currency_code", "time_zone", "updated_at");

    public static readonly ExtractLayout GoogleCampaign = new(
        "google_ads.campaign", "campaign_history", "updated_at",
        "id", "customer_id", "name", "advertising_channel_type", "status", "start_date", "end_date", "updated_at");

    public static readonly ExtractLayout GoogleStats = new(
        "google_ads.campaign_stats", "campaign_stats", "date",
        "customer_id", "id", "date", "device", "impressions", "clicks", "cost_micros", "conversions");

    public static readonly ExtractLayout Invoice = new(
        "finance.invoice", "invoice", "updated_at",
        "invoice_id", "invoice_number", "customer_name", "crm_account_id", "crm_opportunity_id", "subscription_id",
        "invoice_type", "invoice_date", "due_date", "currency", "amount", "tax_amount", "status", "updated_at");

    public static readonly ExtractLayout GeneralLedger = new(
        "finance.general_ledger", "general_ledger", "posting_date",
        "line_id", "journal_id", "posting_date", "account_code", "account_name", "cost_center", "vendor",
        "description", "debit", "credit", "currency");

    public static readonly ExtractLayout Subscription = new(
        "finance.subscription", "subscription", "updated_at",
        "subscription_id", "crm_account_id", "crm_opportunity_id", "plan", "mrr", "currency", "start_date", "end_date",
        "status", "updated_at");

    public static readonly ExtractLayout FxRate = new(
        "finance.fx_rate", "fx_rate", "rate_date",
        "rate_date", "from_currency", "to_currency", "rate", "rate_type");

    /// <summary>All of them, in the contracts' order.</summary>
    public static readonly IReadOnlyList<ExtractLayout> All =
    [
        EmailEvent, FormSubmission, PageView,
        LinkedInAccount, LinkedInCampaignGroup, LinkedInCampaign, LinkedInAnalytics,
        GoogleCustomer, GoogleCampaign, GoogleStats,
        Invoice, GeneralLedger, Subscription, FxRate,
    ];
}
