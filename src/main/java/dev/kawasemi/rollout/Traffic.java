package dev.kawasemi.rollout;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.proxy.ProxySwitcher;

/** Whatever the journal says: what the proxy leads to is never stopped, cleared or removed. */
final class Traffic {
    private Traffic() {}

    static boolean leadsTo(ProxySwitcher proxy, Stack stack) {
        return proxy.active().filter(target -> target.color() == stack.color()).isPresent();
    }

    /**
     * @throws StepFailure with what to do, where the proxy leads to this stack
     * @throws dev.kawasemi.proxy.ProxyException when it cannot be told where it leads
     */
    static void refuseWhereItLeadsTo(ProxySwitcher proxy, Stack stack) {
        if (leadsTo(proxy, stack)) {
            throw new StepFailure(words(stack.app(), stack));
        }
    }

    static String words(AppName app, Stack stack) {
        return "the proxy leads to " + stack.color() + ". " + mend(app, stack);
    }

    static String mend(AppName app, Stack stack) {
        return "If that is right: `kawasemi repair " + app + " --active "
                + stack.color().id() + "`";
    }
}
