using System.Text.Json.Serialization;
using Newtonsoft.Json;

namespace Ledger.Agreements.Agreements;

/// <summary>Confidential terms were agreed, in the form of RFC 9901: what is recorded are the digests of their salted disclosures.</summary>
/// <param name="Document">Number of the agreement, or of the amendment, that they stand in.</param>
/// <param name="Sd">The digests, sorted, so that their order says nothing.</param>
/// <param name="SdAlg">What they are made with.</param>
/// <param name="Terms">The class of each, which decides who may see it.</param>
[ContractName("agreements.terms-agreed.v1")]
public sealed record TermsAgreed(
    string Document,
    [property: JsonPropertyName("_sd"), JsonProperty("_sd")][param: JsonProperty("_sd")] IReadOnlyList<string> Sd,
    [property: JsonPropertyName("_sd_alg"), JsonProperty("_sd_alg")][param: JsonProperty("_sd_alg")] string SdAlg,
    IReadOnlyList<AgreedTerm> Terms,
    DateTimeOffset OccurredAt) : IFact;

public sealed record AgreedTerm(string Digest, string Class);

/// <summary>The keys of confidential terms were deleted: nobody can read them in the ledger any more, and their digests stay.</summary>
/// <param name="Digests">Of the terms that were erased.</param>
[ContractName("agreements.terms-erased.v1")]
public sealed record TermsErased(IReadOnlyList<string> Digests, string Reason, DateTimeOffset OccurredAt, Consent? Consent = null) : IConsentedFact;

/// <summary>A confidential term as everybody may see it.</summary>
public sealed record TermDigest(string Digest, string Class, bool IsErased);
