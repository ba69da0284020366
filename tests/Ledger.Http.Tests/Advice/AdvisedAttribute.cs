using System.Reflection;
using Ledger.Contracts;
using Xunit.Sdk;

namespace Ledger.Http.Tests.Advice;

/// <summary>The test follows the advice of refusals with this code, or that of the rule by which facts of this kind are declared erroneous.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AdvisedAttribute : BeforeAfterTestAttribute
{
    public AdvisedAttribute(string code) => About = code;

    public AdvisedAttribute(Type fact) => About = fact.GetCustomAttribute<ContractNameAttribute>(false)!.Name;

    /// <summary>A problem's code, or the contract of a fact.</summary>
    public string About { get; }

    /// <summary>The test has met the refusal, and every command that its detail names was accepted afterwards.</summary>
    public override void After(MethodInfo methodUnderTest) => Followed.MustBe(methodUnderTest.Name, About);
}
